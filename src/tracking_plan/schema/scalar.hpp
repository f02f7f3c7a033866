// SPDX-License-Identifier: Apache-2.0

// A view of a JSON value that is neither an object nor an array. Cheap enough to create for every property of every
// source. A value.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace sent::tracking_plan::schema {

using Scalar = std::variant<std::nullptr_t, bool, std::int64_t, std::string_view>;

}  // namespace sent::tracking_plan::schema
