// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/axis.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <optional>

#include "command/status/report/date_words.hpp"
#include "text/figures.hpp"

namespace sent::command::status::page {

namespace {

using std::chrono::seconds;

constexpr std::size_t most_labels = 5;

std::uint64_t round_count(std::uint64_t highest) {
  if (highest <= 10) return highest <= 2 ? 2 : highest + highest % 2;
  for (std::uint64_t scale = 10; scale <= 100'000'000'000'000'000U; scale *= 10) {
    for (const std::uint64_t factor : {2U, 3U, 4U, 5U, 6U, 8U, 10U}) {
      if (factor * scale >= highest) return factor * scale;
    }
  }
  return std::numeric_limits<std::uint64_t>::max();
}

seconds round_duration(seconds longest) {
  constexpr std::array<std::int64_t, 19> round{2,    4,    10,   20,   30,    60,    120,   240,   480,  600,
                                               1200, 1800, 3600, 7200, 14400, 21600, 28800, 43200, 86400};
  for (const std::int64_t end : round) {
    if (seconds{end} >= longest) return seconds{end};
  }
  seconds end{round.back()};
  while (end < longest) end *= 2;
  return end;
}

// Leaves out units that are zero: 1h 30m.
std::string short_duration(seconds duration) {
  std::string text;
  const std::chrono::hh_mm_ss time{duration};
  const auto add = [&](std::int64_t count, char unit) {
    if (count > 0) text += fmt::format("{}{}{}", text.empty() ? "" : " ", count, unit);
  };
  add(time.hours().count(), 'h');
  add(time.minutes().count(), 'm');
  add(time.seconds().count(), 's');
  return text;
}

std::vector<Day> firsts_of_months(DayRange range) {
  std::vector<Day> firsts;
  for (const Day day : days_of(range)) {
    if (std::chrono::year_month_day{day.days()}.day() == std::chrono::day{1}) firsts.push_back(day);
  }
  return firsts;
}

// Every n-th day, so that at most `most_labels` remain.
std::vector<Day> thinned(const std::vector<Day>& all) {
  const std::size_t step = (all.size() + most_labels - 1) / most_labels;
  std::vector<Day> some;
  for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

// With the year if it differs from `before`.
std::string month_label(Day day, std::optional<std::chrono::year> before) {
  const std::chrono::year_month_day date{day.days()};
  const std::string_view month = report::month_name(date.month()).substr(0, 3);
  return before == date.year() ? std::string(month) : fmt::format("{} {}", month, static_cast<int>(date.year()));
}

}  // namespace

Axis count_axis(std::uint64_t highest) {
  const std::uint64_t end = round_count(highest);
  return {static_cast<double>(end), text::compact(end), text::compact(end / 2)};
}

Axis duration_axis(std::chrono::milliseconds longest) {
  const seconds end = round_duration(std::chrono::ceil<seconds>(longest));
  return {static_cast<double>(std::chrono::milliseconds{end}.count()), short_duration(end), short_duration(end / 2)};
}

std::vector<DateLabel> date_labels(DayRange range) {
  constexpr std::chrono::days two_months{62};
  const bool by_month = range.last - range.first >= two_months;
  std::vector<DateLabel> labels;
  std::optional<std::chrono::year> year;
  for (const Day day : thinned(by_month ? firsts_of_months(range) : days_of(range))) {
    const auto index = static_cast<std::size_t>((day - range.first).count());
    labels.push_back({index, by_month ? month_label(day, year) : report::short_date(day)});
    year = std::chrono::year_month_day{day.days()}.year();
  }
  return labels;
}

}  // namespace sent::command::status::page
