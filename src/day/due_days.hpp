// SPDX-License-Identifier: Apache-2.0

// Which days a run is about. Pure.

#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/day.hpp"

namespace sent::day {

// A day with the instants that its time zone gives it.
struct DayFacts {
  Day day;
  Instant ends_at;    // the first instant after the day
  Instant timestamp;  // of its events: event.time_of_day on that day
};

// What decides whether a day's counters are final.
struct Closing {
  Instant now;  // by the database's clock
  std::chrono::milliseconds settle;
  bool has_usage_complete = false;      // the relation exists and has its row
  std::optional<Day> complete_through;  // and what it says
};

// Why `day` cannot be sent yet; nothing when it is closed.
[[nodiscard]] std::optional<std::string> why_not_closed(const DayFacts& day, const Closing& closing);

// The days of `run` without a date, oldest first: those of the `catch_up_days` days before `yesterday`
// that are not in `complete`, none before `first_day` (the deployment's first; none: no catching up),
// and then `yesterday` itself, complete or not.
[[nodiscard]] std::vector<Day> due_days(Day yesterday, int catch_up_days, std::optional<Day> first_day,
                                        const std::set<Day>& complete);

}  // namespace sent::day
