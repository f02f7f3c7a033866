// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "command/status/page/bar_chart.hpp"
#include "command/status/report/date_words.hpp"
#include "command/status/report/day_state.hpp"
#include "text/figures.hpp"

namespace sent::command::status::page {

namespace {

using Value = std::function<std::optional<std::uint64_t>(const report::DayStatus&)>;
using Words = std::function<std::string(std::uint64_t)>;

// The planned number of events; if that is unknown, the number so far.
std::optional<std::uint64_t> events_of(const report::DayStatus& day) {
  const std::uint64_t done = day.delivered + day.rejected;
  if (day.planned) return std::max(*day.planned, done);
  return done > 0 ? std::optional(done) : std::nullopt;
}

std::optional<std::uint64_t> milliseconds_of(const report::DayStatus& day) {
  if (!day.duration) return std::nullopt;
  return static_cast<std::uint64_t>(std::max<std::int64_t>(day.duration->count(), 0));
}

std::string duration_words(std::uint64_t milliseconds) {
  return text::duration_text(std::chrono::milliseconds{static_cast<std::int64_t>(milliseconds)});
}

struct Highest {
  std::uint64_t value = 0;
  std::string summary;
};

Highest highest_of(const report::Status& status, const Value& value, const Words& words) {
  Highest highest{0, "no data yet"};
  for (const report::DayStatus& day : status.by_day) {
    const auto known = value(day);
    if (!known) continue;
    if (highest.value == 0) highest.summary = "none on these days";
    if (*known <= highest.value) continue;
    highest = {*known, fmt::format("maximum {}, on {}", words(*known), report::short_date(day.day))};
  }
  return highest;
}

Bar bar_of(const report::DayStatus& day, const std::optional<std::uint64_t>& value, const Words& words) {
  if (!value) return {{}, fmt::format("{}: {}", report::long_date(day.day), report::state_text(day))};
  return {{static_cast<double>(*value)}, fmt::format("{}: {}", report::long_date(day.day), words(*value))};
}

BarChart chart_of(const report::Status& status, std::string title, BarPart part, const Value& value,
                  const Words& words) {
  const Highest highest = highest_of(status, value, words);
  BarChart chart{std::move(title), highest.summary, status.days, count_axis(highest.value), {part}, {}};
  for (const report::DayStatus& day : status.by_day) chart.bars.push_back(bar_of(day, value(day), words));
  return chart;
}

void split_by_outcome(Bar& bar, const report::DayStatus& day) {
  if (bar.parts.empty()) return;
  const auto delivered = static_cast<double>(day.delivered);
  const auto rejected = static_cast<double>(day.rejected);
  const double left = std::max(0.0, bar.parts.front() - delivered - rejected);
  bar.parts = {delivered, rejected, left};
  if (day.rejected > 0) bar.details += fmt::format(", {} rejected", text::grouped(day.rejected));
  if (left > 0) bar.details += fmt::format(", {} delivered", text::grouped(day.delivered));
}

std::string events_chart(const report::Status& status) {
  BarChart chart = chart_of(status, "Events per day", {"delivered", "delivered"}, events_of,
                            [](std::uint64_t count) { return text::counted(count, "event"); });
  chart.parts.push_back({"rejected", "rejected"});
  chart.parts.push_back({"left", "remaining"});
  for (std::size_t i = 0; i < chart.bars.size(); ++i) split_by_outcome(chart.bars[i], status.by_day[i]);
  return bar_chart_html(chart);
}

std::string users_chart(const report::Status& status) {
  const auto users_of = [](const report::DayStatus& day) { return day.users; };
  const auto words = [](std::uint64_t count) { return text::counted(count, "user"); };
  return bar_chart_html(chart_of(status, "Users per day", {"users", "users"}, users_of, words));
}

std::string duration_chart(const report::Status& status) {
  BarChart chart = chart_of(status, "Delivery time per day", {"duration", "duration"}, milliseconds_of, duration_words);
  const Highest longest = highest_of(status, milliseconds_of, duration_words);
  chart.axis = duration_axis(std::chrono::milliseconds{static_cast<std::int64_t>(longest.value)});
  return bar_chart_html(chart);
}

}  // namespace

std::string charts_html(const report::Status& status) {
  if (status.by_day.empty()) return "<p class=\"empty\">There are no days to show.</p>\n";
  constexpr std::size_t days_of_a_narrow_chart = 62;
  return fmt::format("<div class=\"charts{}\">\n{}{}{}</div>\n",
                     status.by_day.size() > days_of_a_narrow_chart ? " wide" : "", events_chart(status),
                     users_chart(status), duration_chart(status));
}

}  // namespace sent::command::status::page
