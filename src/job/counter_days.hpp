// SPDX-License-Identifier: Apache-2.0

// Which days have counters at all, compared with the days to send.

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "day/day_facts.hpp"
#include "model/finding.hpp"
#include "read/calendar.hpp"

namespace sent::job {

// A finding about one day. A value.
struct CounterDayRemark {
  FindingKind kind;  // window_before_first_counter or day_not_begun
  Relation relation;
  Day day;                   // to send; today for day_not_begun
  int days = 0;              // of its window, before the first counter
  std::optional<Day> first;  // that has counters; absent: none does until the window ends
};

// `days` ascend. `monthly_days`: the length of a window. Asks nothing where the server would have to read much for it.
// Failures are those of Calendar.
[[nodiscard]] std::vector<CounterDayRemark> counter_day_remarks(read::Calendar& calendar,
                                                                std::span<const day::DayFacts> days, int monthly_days,
                                                                Day today);

// The same from what a relation has. Pure.
[[nodiscard]] std::vector<CounterDayRemark> counter_day_remarks(Relation relation,
                                                                const read::Calendar::CounterDays& found,
                                                                std::span<const day::DayFacts> days, int monthly_days,
                                                                Day today);

}  // namespace sent::job
