// SPDX-License-Identifier: Apache-2.0

// How deep a JSON text nests: what goes through a value part by part takes a stack of its depth. Pure.

#pragma once

#include <cstddef>
#include <string_view>

namespace sent::tracking_plan::schema {

// RudderStack takes 200 levels; no other receiver is known to say.
inline constexpr std::size_t deepest_nesting = 200;

// Whether objects and arrays in `json` nest deeper than that. Of a text that is no JSON it says something.
[[nodiscard]] bool nests_too_deep(std::string_view json);

}  // namespace sent::tracking_plan::schema
