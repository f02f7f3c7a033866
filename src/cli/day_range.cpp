// SPDX-License-Identifier: Apache-2.0

#include "cli/day_range.hpp"

#include <fmt/format.h>

#include "cli/command_line_failure.hpp"

namespace sent::cli {

DayRange range_of(Day from, Day to) {
  if (from <= to) return {from, to};
  throw command_line_failure(fmt::format("--to {} is before --from {}", iso(to), iso(from)),
                             "give the first day as --from and the last as --to; for one day, give it as both");
}

}  // namespace sent::cli
