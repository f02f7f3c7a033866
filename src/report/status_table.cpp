#include "report/status_table.hpp"

#include <fmt/format.h>

#include "model/aligned.hpp"
#include "model/visible_text.hpp"
#include "report/figures.hpp"
#include "report/status_totals.hpp"

namespace sent {

namespace {

using Row = TableRow;

std::string known(const std::optional<std::uint64_t>& count) { return count ? grouped(*count) : "-"; }

Row row_of(const DayStatus& day) {
  return {iso(day.day),           state_text(day),       known(day.planned),
          grouped(day.delivered), grouped(day.rejected), known(day.users),
          day.duration ? duration_text(*day.duration) : "-"};
}

std::string days_table(const Status& status) {
  std::vector<Row> rows{{"DAY", "STATE", "EVENTS", "DELIVERED", "REJECTED", "USERS", "DURATION"}};
  for (const DayStatus& day : status.by_day) rows.push_back(row_of(day));
  const StatusTotals totals = totals_of(status);
  rows.push_back({"total", fmt::format("{} of {} complete", totals.complete_days(), status.by_day.size()),
                  known(totals.planned), grouped(totals.delivered), grouped(totals.rejected), "", ""});
  return aligned(rows, {Align::left, Align::left, Align::right, Align::right, Align::right, Align::right,
                        Align::right});
}

std::string rejected_table(const std::vector<RejectedBecause>& rejected) {
  if (rejected.empty()) return "";
  std::vector<Row> rows{{"REJECTED", "STATUS", "REASON"}};
  for (const RejectedBecause& because : rejected) {
    rows.push_back({grouped(because.events), because.status == 0 ? "-" : std::to_string(because.status),
                    visible(because.reason)});
  }
  return "\n" + aligned(rows, {Align::right, Align::right, Align::left});
}

std::string largest_table(const std::vector<FanOut>& largest, const Row& names) {
  if (largest.empty()) return "";
  std::vector<Row> rows{names};
  for (const FanOut& one : largest) {
    rows.push_back({grouped(one.events), iso(one.day), visible(one.id)});
    if (names.size() > 3) rows.back().push_back(visible(one.slug));
  }
  return "\n" + aligned(rows, {Align::right, Align::left, Align::left, Align::left});
}

}  // namespace

std::string status_table(const Status& status) {
  return days_table(status) + rejected_table(status.rejected) +
         largest_table(status.sources, {"EVENTS", "ON DAY", "LARGEST SOURCES", "SLUG"}) +
         largest_table(status.workspaces, {"EVENTS", "ON DAY", "LARGEST WORKSPACES"});
}

}  // namespace sent
