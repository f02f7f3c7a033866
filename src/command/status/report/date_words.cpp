// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/date_words.hpp"

#include <fmt/format.h>

#include <array>

namespace sent::command::status::report {

namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

unsigned day_of_month(std::chrono::year_month_day date) { return static_cast<unsigned>(date.day()); }

}  // namespace

std::string_view month_name(std::chrono::month month) {
  return month.ok() ? months[static_cast<unsigned>(month) - 1] : std::string_view{};
}

std::string short_date(Day day) {
  const std::chrono::year_month_day date{day.days()};
  return fmt::format("{} {}", day_of_month(date), month_name(date.month()).substr(0, 3));
}

std::string long_date(Day day) {
  const std::chrono::year_month_day date{day.days()};
  return fmt::format("{} {} {}", day_of_month(date), month_name(date.month()), static_cast<int>(date.year()));
}

std::string range_text(DayRange range) {
  const std::chrono::year_month_day first{range.first.days()};
  const std::chrono::year_month_day last{range.last.days()};
  if (first == last) return long_date(range.last);
  if (first.year() != last.year()) return long_date(range.first) + " to " + long_date(range.last);
  if (first.month() == last.month()) return fmt::format("{} to {}", day_of_month(first), long_date(range.last));
  return fmt::format("{} {} to {}", day_of_month(first), month_name(first.month()), long_date(range.last));
}

}  // namespace sent::command::status::report
