// SPDX-License-Identifier: Apache-2.0

#include "model/day.hpp"

#include <fmt/format.h>

namespace sent {

namespace {

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day || *year == 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Day{std::chrono::sys_days{date}};
}

std::string iso(Day day) {
  const std::chrono::year_month_day date{day.days()};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string iso_milliseconds(Instant instant) {
  const auto midnight = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::milliseconds>(instant - midnight)};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", iso(Day{midnight}), time.hours().count(), time.minutes().count(),
                     time.seconds().count(), time.subseconds().count());
}

std::vector<Day> days_of(DayRange range) {
  std::vector<Day> days;
  for (Day day = range.first; day <= range.last; day = day + std::chrono::days{1}) {
    days.push_back(day);
  }
  return days;
}

}  // namespace sent
