// SPDX-License-Identifier: Apache-2.0

// What is wrong with the URL of a database, said without a part that may be its password. Pure.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sent::postgres {

struct UrlFault {
  std::string what;  // completes "reading database.url: "
  std::string hint;
};

// Finds what libpq would refuse or, worse, take for another part: a password with an unescaped character becomes a host
// or a port, which messages show. `is_parameter`: whether libpq knows a parameter of this name. Nothing for key=value
// text, and for a URL without such a fault.
[[nodiscard]] std::optional<UrlFault> fault_of_url(std::string_view url,
                                                   const std::function<bool(std::string_view)>& is_parameter);

}  // namespace sent::postgres
