// SPDX-License-Identifier: Apache-2.0

// Which days a run sends. Pure.

#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "day/day_facts.hpp"
#include "model/day.hpp"

namespace sent::day {

// The facts that decide whether a day's counters are final.
struct Closing {
  Instant now;  // by the database's clock
  std::chrono::milliseconds settle;
  bool has_usage_complete = false;      // the relation usage_complete exists and has a row
  std::optional<Day> complete_through;  // the day in that row
};

// Why `day` cannot be sent yet; nothing if it is closed.
[[nodiscard]] std::optional<std::string> why_not_closed(const DayFacts& day, const Closing& closing);

// The days of a `run` without a date, oldest first: those of the `catch_up_days` days before `yesterday` that are not
// in `complete`, then `yesterday`, whether it is complete or not. No day is before `first_day`, the first of this
// deployment; if it is absent, there is nothing to catch up on.
[[nodiscard]] std::vector<Day> due_days(Day yesterday, int catch_up_days, std::optional<Day> first_day,
                                        const std::set<Day>& complete);

// The days of `range` that are not in `complete`, as ranges, oldest first.
[[nodiscard]] std::vector<DayRange> missing_days(DayRange range, const std::set<Day>& complete);

}  // namespace sent::day
