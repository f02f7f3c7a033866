// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/status/page/marks.hpp"
#include "command/status/report/date_words.hpp"
#include "text/figures.hpp"

namespace sent::command::status::page {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(Day day) {
  const year_month_day date{day.days()};
  return date.year() / date.month();
}

unsigned day_of_month(Day day) { return static_cast<unsigned>(year_month_day{day.days()}.day()); }

Day monday_of(Day day) { return day - (std::chrono::weekday{day.days()} - std::chrono::Monday); }

// The part of a month that lies within `range`.
DayRange part_of(year_month month, DayRange range) {
  const Day first{std::chrono::sys_days{month / 1}};
  const Day last{std::chrono::sys_days{month / std::chrono::last}};
  return {std::max(first, range.first), std::min(last, range.last)};
}

std::string details(const report::DayStatus& day) {
  std::string text = fmt::format("{}: {}", report::long_date(day.day), report::state_text(day));
  if (day.planned) text += ", " + text::counted(*day.planned, "event");
  if (day.rejected > 0) text += fmt::format(", {} rejected", text::grouped(day.rejected));
  if (day.users) text += ", " + text::counted(*day.users, "user");
  if (day.duration) text += ", " + text::duration_text(*day.duration);
  return text;
}

// The note in a large cell.
std::string note_of(const report::DayStatus& day) {
  if (day.state == report::DayState::partial && day.percent) return fmt::format("{}%", *day.percent);
  return day.planned ? text::compact(*day.planned) : "";
}

std::string progress_of(const report::DayStatus& day) {
  if (day.state != report::DayState::partial) return "";
  return fmt::format(R"(<span class="progress" style="width:{}%"></span>)", day.percent.value_or(0));
}

std::string day_cell(const report::DayStatus& day) {
  return fmt::format(
      R"(<td><a class="day {}" href="#{}" title="{}"><span class="number">{}</span>{}<span class="hidden">, {}</span>)"
      R"(<span class="note">{}</span>{}</a></td>)",
      report::name_of(day.state), anchor_of(day.day), details(day), day_of_month(day.day), mark_of(day.state),
      report::state_text(day), note_of(day), progress_of(day));
}

std::string cell(const report::Status& status, Day day, year_month month) {
  if (month_of(day) != month) return "<td></td>";
  const auto found = std::ranges::lower_bound(status.by_day, day, {}, &report::DayStatus::day);
  if (found != status.by_day.end() && found->day == day) return day_cell(*found);
  return fmt::format(R"(<td><span class="day outside">{}</span></td>)", day_of_month(day));
}

std::string month_table(const report::Status& status, year_month month) {
  std::string html = fmt::format("<table class=\"month\"><caption>{} {}</caption>\n<thead><tr>",
                                 report::month_name(month.month()), static_cast<int>(month.year()));
  for (const char* weekday : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
    html += fmt::format(R"(<th scope="col">{}</th>)", weekday);
  }
  html += "</tr></thead>\n<tbody>\n";
  const DayRange part = part_of(month, status.days);
  for (Day monday = monday_of(part.first); monday <= part.last; monday = monday + days{7}) {
    html += "<tr>";
    for (int i = 0; i < 7; ++i) html += cell(status, monday + days{i}, month);
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string legend(const report::StatusTotals& totals) {
  std::string html = "<ul class=\"legend\">\n";
  for (const report::DayState state : report::all_day_states) {
    html += fmt::format("<li{}><span class=\"swatch {}\">{}</span> {} <strong>{}</strong></li>\n",
                        totals.in(state) == 0 ? " class=\"none\"" : "", report::name_of(state), mark_of(state),
                        report::words_of(state), totals.in(state));
  }
  return html + "</ul>\n";
}

}  // namespace

std::string anchor_of(Day day) { return "day-" + iso(day); }

std::string calendar_html(const report::Status& status, const report::StatusTotals& totals) {
  const year_month first = month_of(status.days.first);
  const year_month last = month_of(status.days.last);
  const std::string_view size = last - first > months{1} ? "" : " large";
  std::string html = legend(totals) + fmt::format("<div class=\"months{}\">\n", size);
  for (year_month month = first; month <= last; month += months{1}) html += month_table(status, month);
  return html + "</div>\n";
}

}  // namespace sent::command::status::page
