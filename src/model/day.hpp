// SPDX-License-Identifier: Apache-2.0

// A calendar day, independent of any time zone, and ranges of days. Values; the functions are pure.

#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sent {

// A point in time with PostgreSQL's resolution.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

class Day {
 public:
  constexpr explicit Day(std::chrono::sys_days days) : days_(days) {}
  constexpr Day(int year, unsigned month, unsigned day)
      : days_(std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}) {}

  [[nodiscard]] constexpr std::chrono::sys_days days() const { return days_; }

  constexpr auto operator<=>(const Day&) const = default;
  friend constexpr Day operator+(Day day, std::chrono::days n) { return Day{day.days_ + n}; }
  friend constexpr Day operator-(Day day, std::chrono::days n) { return Day{day.days_ - n}; }
  friend constexpr std::chrono::days operator-(Day a, Day b) { return a.days_ - b.days_; }

 private:
  std::chrono::sys_days days_;
};

// Both ends included; `first` <= `last`.
struct DayRange {
  Day first;
  Day last;

  constexpr bool operator==(const DayRange&) const = default;
  [[nodiscard]] constexpr bool contains(Day day) const { return first <= day && day <= last; }
};

// Parses YYYY-MM-DD, years 0001 to 9999. Returns nothing for any other text or for a date that does not exist.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

// YYYY-MM-DD.
[[nodiscard]] std::string iso(Day day);

// YYYY-MM-DDTHH:MM:SS.mmmZ; rounds down to a millisecond.
[[nodiscard]] std::string iso_milliseconds(Instant instant);

// Every day of `range`, in order.
[[nodiscard]] std::vector<Day> days_of(DayRange range);

}  // namespace sent
