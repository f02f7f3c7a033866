// SPDX-License-Identifier: Apache-2.0

// Finds the name that somebody probably meant.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sent::text {

// The smallest number of inserted, deleted and replaced bytes that turns `a` into `b`. Pure.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The member of `names` with the smallest edit distance to `name`; nothing if none is close. Pure.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> names);

}  // namespace sent::text
