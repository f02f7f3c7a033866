// SPDX-License-Identifier: Apache-2.0

// Keeps an event within event.max_properties: the smallest libraries fold into libraryOther, then the
// destinations last in order go unnamed. Pure.

#pragma once

#include <cstddef>

#include "expand/source_usage.hpp"

namespace sent::expand {

inline constexpr std::string_view library_other = "libraryOther";

// How many properties an event of `usage` has, `extra` ones included.
[[nodiscard]] std::size_t count_properties(const SourceUsage& usage, std::size_t extra);

// True when something had to be folded. Of libraries with as many calls the bytewise last folds first. When
// methods alone are too many, nothing more can be done and they stay.
bool fold_properties(SourceUsage& usage, std::size_t max_properties, std::size_t extra);

}  // namespace sent::expand
