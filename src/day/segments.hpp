// SPDX-License-Identifier: Apache-2.0

// Which counter rows matter alike: cuts the days that a run has to read into segments.
//
// Between two neighbouring cuts every day is in the same windows of the same target days, so its rows
// can be read by one statement and need no day of their own. One target day gives three segments (older
// than the week, the week, the day); a backfill gives one for nearly each day. Each is read once. Pure.

#pragma once

#include <span>
#include <vector>

#include "model/day.hpp"

namespace sent::day {

struct WindowLengths {
  int monthly_days;
  int weekly_days;
};

// In which sums of a target day the days of a segment take part.
struct Membership {
  bool monthly = false;
  bool weekly = false;
  bool today = false;

  bool operator==(const Membership&) const = default;
};

// Ascending, without overlap; together exactly the monthly windows of all `targets` (ascending).
[[nodiscard]] std::vector<DayRange> segments_of(std::span<const Day> targets, WindowLengths windows);

// `segment` is one of segments_of() with `target` among its targets.
[[nodiscard]] Membership membership(DayRange segment, Day target, WindowLengths windows);

}  // namespace sent::day
