#include "report/page/key_figures.hpp"

#include <fmt/format.h>

#include "report/date_words.hpp"
#include "report/figures.hpp"

namespace sent {

namespace {

std::string figure(std::string_view name, std::string_view value, std::string_view note) {
  return fmt::format("<div><dt>{}</dt><dd><strong>{}</strong> <span>{}</span></dd></div>\n", name, value, note);
}

std::string planned_note(const StatusTotals& totals) {
  return totals.planned ? fmt::format("of {} planned", grouped(*totals.planned)) : "none planned yet";
}

std::string days_note(const StatusTotals& totals) {
  std::string note;
  for (const DayState state : {DayState::missing, DayState::partial, DayState::not_closed}) {
    if (totals.in(state) == 0) continue;
    note += fmt::format("{}{} {}", note.empty() ? "" : ", ", totals.in(state), words_of(state));
  }
  return note.empty() ? "none is missing" : note;
}

std::string longest_day(const Status& status) {
  const DayStatus* longest = nullptr;
  for (const DayStatus& day : status.by_day) {
    if (day.duration && (longest == nullptr || *day.duration > *longest->duration)) longest = &day;
  }
  if (longest == nullptr) return figure("Longest day", "–", "no day is complete yet");
  return figure("Longest day", duration_text(*longest->duration), long_date(longest->day));
}

}  // namespace

std::string key_figures_html(const Status& status, const StatusTotals& totals) {
  const std::string_view rejected_note = totals.rejected == 0 ? "none is kept" : "kept, with their reasons";
  const std::string complete = fmt::format("{} of {}", totals.complete_days(), status.by_day.size());
  return "<dl class=\"figures\">\n" + figure("Events delivered", grouped(totals.delivered), planned_note(totals)) +
         figure("Events rejected", grouped(totals.rejected), rejected_note) +
         figure("Days complete", complete, days_note(totals)) + longest_day(status) + "</dl>\n";
}

}  // namespace sent
