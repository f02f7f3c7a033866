// SPDX-License-Identifier: Apache-2.0

#include "day/due_days.hpp"

#include <fmt/format.h>

#include "text/figures.hpp"
namespace sent::day {

using std::chrono::days;

std::optional<std::string> why_not_closed(const DayFacts& day, const Closing& closing) {
  if (closing.now <= day.ends_at + closing.settle) {
    return fmt::format("it can be sent from {}, {} (job.settle) after it ends; it is {} now",
                       iso_milliseconds(day.ends_at + closing.settle), text::duration_text(closing.settle),
                       iso_milliseconds(closing.now));
  }
  if (!closing.has_usage_complete) return std::nullopt;
  if (!closing.complete_through) return "usage_complete.through is NULL";
  if (*closing.complete_through < day.day) {
    return fmt::format("usage_complete says that counters are final through {}", iso(*closing.complete_through));
  }
  return std::nullopt;
}

std::vector<Day> due_days(Day yesterday, int catch_up_days, std::optional<Day> first_day,
                          const std::set<Day>& complete) {
  std::vector<Day> due;
  for (int back = catch_up_days; back > 0 && first_day; --back) {
    const Day day = yesterday - days{back};
    if (day >= *first_day && !complete.contains(day)) due.push_back(day);
  }
  due.push_back(yesterday);
  return due;
}

std::vector<DayRange> missing_days(DayRange range, const std::set<Day>& complete) {
  std::vector<DayRange> missing;
  for (const Day day : days_of(range)) {
    if (complete.contains(day)) continue;
    if (!missing.empty() && missing.back().last + std::chrono::days{1} == day) {
      missing.back().last = day;
    } else {
      missing.push_back({day, day});
    }
  }
  return missing;
}

}  // namespace sent::day
