// SPDX-License-Identifier: Apache-2.0

#include "job/counter_days.hpp"

#include <algorithm>

namespace sent::job {

std::vector<CounterDayRemark> counter_day_remarks(Relation relation, const read::Calendar::CounterDays& found,
                                                  std::span<const day::DayFacts> days, int monthly_days, Day today) {
  std::vector<CounterDayRemark> remarks;
  if (found.is_ahead) remarks.push_back({FindingKind::day_not_begun, relation, today, 0, std::nullopt});
  // A product may have no libraries.
  if (!found.first && relation != Relation::source_calls) return remarks;
  for (const day::DayFacts& day : days) {
    const Day begin = day.day - std::chrono::days{monthly_days - 1};
    const auto missing = found.first ? (*found.first - begin).count() : monthly_days;
    if (missing <= 0) continue;
    remarks.push_back({FindingKind::window_before_first_counter, relation, day.day,
                       std::min(static_cast<int>(missing), monthly_days), found.first});
  }
  return remarks;
}

std::vector<CounterDayRemark> counter_day_remarks(read::Calendar& calendar, std::span<const day::DayFacts> days,
                                                  int monthly_days, Day today) {
  std::vector<CounterDayRemark> remarks;
  if (days.empty()) return remarks;
  const DayRange window{days.front().day - std::chrono::days{monthly_days - 1}, days.back().day};
  for (const auto counters : {read::Counters::calls, read::Counters::library_calls}) {
    const auto found = calendar.counter_days(counters, window, today);
    if (!found) continue;
    const auto more = counter_day_remarks(read::relation_of(counters), *found, days, monthly_days, today);
    remarks.insert(remarks.end(), more.begin(), more.end());
  }
  return remarks;
}

}  // namespace sent::job
