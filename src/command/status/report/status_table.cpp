// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_table.hpp"

#include <fmt/format.h>

#include "command/status/report/status_totals.hpp"
#include "text/aligned.hpp"
#include "text/figures.hpp"
#include "text/visible_text.hpp"

namespace sent::command::status::report {

namespace {

using Row = text::TableRow;

std::string known(const std::optional<std::uint64_t>& count) { return count ? text::grouped(*count) : "-"; }

Row row_of(const DayStatus& day) {
  return {iso(day.day),
          state_text(day),
          known(day.planned),
          text::grouped(day.delivered),
          text::grouped(day.rejected),
          known(day.users),
          day.duration ? text::duration_text(*day.duration) : "-"};
}

std::string days_table(const Status& status) {
  std::vector<Row> rows{{"DAY", "STATE", "EVENTS", "DELIVERED", "REJECTED", "USERS", "DURATION"}};
  for (const DayStatus& day : status.by_day) rows.push_back(row_of(day));
  const StatusTotals totals = totals_of(status);
  rows.push_back({"total", fmt::format("{} of {} complete", totals.complete_days(), status.by_day.size()),
                  known(totals.planned), text::grouped(totals.delivered), text::grouped(totals.rejected), "", ""});
  return text::aligned(rows, {text::Align::left, text::Align::left, text::Align::right, text::Align::right,
                              text::Align::right, text::Align::right, text::Align::right});
}

std::string rejected_table(const std::vector<RejectedBecause>& rejected) {
  if (rejected.empty()) return "";
  std::vector<Row> rows{{"REJECTED", "STATUS", "REASON"}};
  for (const RejectedBecause& because : rejected) {
    rows.push_back({text::grouped(because.events), because.status ? std::to_string(*because.status) : "-",
                    text::visible(because.reason)});
  }
  return "\n" + text::aligned(rows, {text::Align::right, text::Align::right, text::Align::left});
}

std::string largest_table(const std::vector<FanOut>& largest, const Row& names) {
  if (largest.empty()) return "";
  std::vector<Row> rows{names};
  for (const FanOut& one : largest) {
    rows.push_back({text::grouped(one.events), iso(one.day), text::visible(one.id)});
    if (names.size() > 3) rows.back().push_back(text::visible(one.slug.value_or("")));
  }
  return "\n" + text::aligned(rows, {text::Align::right, text::Align::left, text::Align::left, text::Align::left});
}

}  // namespace

std::string status_table(const Status& status) {
  return days_table(status) + rejected_table(status.rejected) +
         largest_table(status.sources, {"EVENTS", "DAY", "LARGEST SOURCES", "SLUG"}) +
         largest_table(status.workspaces, {"EVENTS", "DAY", "LARGEST WORKSPACES"});
}

}  // namespace sent::command::status::report
