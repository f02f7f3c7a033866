// SPDX-License-Identifier: Apache-2.0

// Writes parameters as literals into statements that accept no parameters, such as COPY. Pure.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sent::postgres {

using Parameter = std::optional<std::string>;  // absent: NULL

// `sql` with $1 to $9 replaced by the parameters as `quote` writes them. Comments are left out, so that no value can
// end a comment and continue as SQL.
[[nodiscard]] std::string with_literals(std::string_view sql, std::span<const Parameter> parameters,
                                        const std::function<std::string(std::string_view)>& quote);

}  // namespace sent::postgres
