// SPDX-License-Identifier: Apache-2.0

// Where an event is not as its rule wants it, in words for people.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sent::tracking_plan::schema {

struct Violation {
  std::string pointer;   // RFC 6901, from the event; empty: the event itself
  std::string expected;  // "integer, at least 0"
  std::string found;     // "-1", "nothing"
};

// In one line: "/properties/destinations: expected integer, at least 0; found -1"
[[nodiscard]] std::string describe(const Violation& violation);

// `pointer` and one step further, which is escaped.
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view name);

// A value in one line of at most 80 bytes or so; what is not UTF-8 or not printable in it is escaped.
[[nodiscard]] std::string shown(const nlohmann::json& value);
// A name likewise, without quotes.
[[nodiscard]] std::string shown_name(std::string_view name);

}  // namespace sent::tracking_plan::schema
