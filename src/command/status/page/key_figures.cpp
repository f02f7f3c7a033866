// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/key_figures.hpp"

#include <fmt/format.h>

#include "command/status/report/date_words.hpp"
#include "text/figures.hpp"

namespace sent::command::status::page {

namespace {

std::string figure(std::string_view name, std::string_view value, std::string_view note) {
  return fmt::format("<div><dt>{}</dt><dd><strong>{}</strong> <span>{}</span></dd></div>\n", name, value, note);
}

std::string planned_note(const report::StatusTotals& totals) {
  return totals.planned ? fmt::format("of {} planned", text::grouped(*totals.planned)) : "none planned yet";
}

std::string days_note(const report::StatusTotals& totals) {
  std::string note;
  for (const report::DayState state :
       {report::DayState::missing, report::DayState::partial, report::DayState::not_closed}) {
    if (totals.in(state) == 0) continue;
    note += fmt::format("{}{} {}", note.empty() ? "" : ", ", totals.in(state), report::words_of(state));
  }
  return note.empty() ? "none missing" : note;
}

std::string longest_day(const report::Status& status) {
  const report::DayStatus* longest = nullptr;
  for (const report::DayStatus& day : status.by_day) {
    if (day.duration && (longest == nullptr || *day.duration > *longest->duration)) longest = &day;
  }
  if (longest == nullptr) return figure("Longest delivery", "–", "no day is complete yet");
  return figure("Longest delivery", text::duration_text(*longest->duration), report::long_date(longest->day));
}

}  // namespace

std::string key_figures_html(const report::Status& status, const report::StatusTotals& totals) {
  const std::string_view rejected_note = totals.rejected == 0 ? "nothing to replay" : "kept with their reasons";
  const std::string complete = fmt::format("{} of {}", totals.complete_days(), status.by_day.size());
  return "<dl class=\"figures\">\n" +
         figure("Events delivered", text::grouped(totals.delivered), planned_note(totals)) +
         figure("Events rejected", text::grouped(totals.rejected), rejected_note) +
         figure("Days complete", complete, days_note(totals)) + longest_day(status) + "</dl>\n";
}

}  // namespace sent::command::status::page
