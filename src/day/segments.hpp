// SPDX-License-Identifier: Apache-2.0

// Cuts the days that a run has to read into segments whose rows all count towards the same sums.
//
// All days of a segment are in the same windows of the same target days, so one statement can read and add up their
// rows. One target day has three segments: the days before the week, the rest of the week, and the day itself. A
// backfill has a segment for nearly every day. Each segment is read once. Pure.

#pragma once

#include <span>
#include <vector>

#include "model/day.hpp"

namespace sent::day {

struct WindowLengths {
  int monthly_days;
  int weekly_days;
};

// Days whose sums are wanted, and what they are sums over.
struct Targets {
  std::vector<Day> days;  // ascending
  WindowLengths windows;
};

// The sums of a target day that a segment's days count towards.
struct Membership {
  bool monthly = false;
  bool weekly = false;
  bool today = false;

  bool operator==(const Membership&) const = default;
};

// Ascending and without overlap. Together they cover exactly the monthly windows of `targets`, which must ascend.
[[nodiscard]] std::vector<DayRange> segments_of(std::span<const Day> targets, WindowLengths windows);

// `segment` must come from segments_of(), with `target` among its targets.
[[nodiscard]] Membership membership(DayRange segment, Day target, WindowLengths windows);

// Whether `segment`, of segments_of(), counts towards other sums of one target than of another.
[[nodiscard]] bool changes_membership(DayRange segment, const Targets& targets);

}  // namespace sent::day
