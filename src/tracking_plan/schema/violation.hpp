// SPDX-License-Identifier: Apache-2.0

// A place where an event violates its rule, in words for people. Pure.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sent::tracking_plan::schema {

struct Violation {
  std::string pointer;   // RFC 6901, relative to the event; empty: the event itself
  std::string expected;  // "integer, at least 0"
  std::string found;     // "-1", "nothing"
};

// On one line: "/properties/destinations: expected integer, at least 0; found -1".
[[nodiscard]] std::string describe(const Violation& violation);

// `pointer` extended by one step. Escapes `name`.
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view name);

// A value on one line of about 80 bytes or less, with everything that is not printable UTF-8 escaped.
[[nodiscard]] std::string shown(const nlohmann::json& value);
// A name in the same way, without quotes.
[[nodiscard]] std::string shown_name(std::string_view name);

}  // namespace sent::tracking_plan::schema
