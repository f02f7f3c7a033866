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

// Returns true if anything had to be folded. Of libraries with equal calls, the bytewise last one is folded first.
// Methods are never folded, even if they alone are too many.
bool fold_properties(SourceUsage& usage, std::size_t max_properties, std::size_t extra);

}  // namespace sent::expand
