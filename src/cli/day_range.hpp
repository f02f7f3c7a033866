// SPDX-License-Identifier: Apache-2.0

// The range that the options --from and --to give together.

#pragma once

#include "model/day.hpp"

namespace sent::cli {

// Throws Failure(usage) if `to` is before `from`. Pure.
[[nodiscard]] DayRange range_of(Day from, Day to);

}  // namespace sent::cli
