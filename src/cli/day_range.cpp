// SPDX-License-Identifier: Apache-2.0

#include "cli/day_range.hpp"

#include <fmt/format.h>

#include "model/failure.hpp"

namespace sent::cli {

DayRange range_of(Day from, Day to) {
  if (from <= to) return {from, to};
  throw Failure(ExitCode::usage, fmt::format("--to {} is before --from {}", iso(to), iso(from)),
                "give the first day as --from and the last day as --to; for a single day, give it as both");
}

}  // namespace sent::cli
