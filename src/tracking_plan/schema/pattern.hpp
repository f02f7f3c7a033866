// SPDX-License-Identifier: Apache-2.0

// Regular expressions in schemas: std::regex in ECMAScript syntax, over the bytes of UTF-8. Pure.

#pragma once

#include <cstddef>
#include <regex>
#include <string>
#include <string_view>

namespace sent::tracking_plan::schema {

// A longer text matches nothing, because std::regex needs a stack that grows with the text.
inline constexpr std::size_t longest_match = 2048;

// Throws Failure(usage) if `pattern` is not a regular expression, or has non-ASCII characters where their bytes would
// mean something else. `pointer` is its place, for the message.
[[nodiscard]] std::regex compiled_pattern(const std::string& pattern, std::string_view pointer);

}  // namespace sent::tracking_plan::schema
