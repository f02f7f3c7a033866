// SPDX-License-Identifier: Apache-2.0

// Limits how deep a JSON text nests, because recursive code needs a stack of that depth. Pure.

#pragma once

#include <cstddef>
#include <string_view>

namespace sent::tracking_plan::schema {

// RudderStack accepts 200 levels; other receivers document no limit.
inline constexpr std::size_t deepest_nesting = 200;

// Whether objects and arrays in `json` nest deeper than that. For a text that is not JSON, the result is unspecified.
[[nodiscard]] bool nests_too_deep(std::string_view json);

}  // namespace sent::tracking_plan::schema
