// SPDX-License-Identifier: Apache-2.0

// Regular expressions of schemas, as std::regex has them: ECMAScript, over the bytes of UTF-8.

#pragma once

#include <cstddef>
#include <regex>
#include <string>
#include <string_view>

namespace sent::tracking_plan::schema {

// Longer texts than this match nothing: std::regex takes a stack of their length.
inline constexpr std::size_t longest_match = 2048;

// Throws Failure(usage) when `pattern` is none, or has characters beyond ASCII where their bytes would not mean the
// same; `pointer` says where it is.
[[nodiscard]] std::regex compiled_pattern(const std::string& pattern, std::string_view pointer);

}  // namespace sent::tracking_plan::schema
