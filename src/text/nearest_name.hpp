// SPDX-License-Identifier: Apache-2.0

// The name that was probably meant.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sent::text {

// Insertions, deletions and replacements of a byte that make `b` of `a`. Pure.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// Of `names`, the one with the smallest edit distance to `name`; empty when none is near. Pure.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> names);

}  // namespace sent::text
