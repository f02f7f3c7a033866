// SPDX-License-Identifier: Apache-2.0

#include "command/dry_run/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "survey/cost.hpp"
#include "text/aligned.hpp"
#include "text/visible_text.hpp"

namespace sent::command::dry_run {

namespace {

std::string describe_workspaces(const std::vector<LargeFanOut>& workspaces) {
  std::vector<text::TableRow> rows;
  for (const LargeFanOut& one : workspaces) {
    rows.push_back({rows.empty() ? "workspaces" : "", text::visible(one.id), std::to_string(one.events)});
  }
  return text::aligned(rows);
}

std::string describe_warnings(const std::vector<std::string>& warnings) {
  std::string text;
  for (const std::string& warning : warnings) text += fmt::format("{:<12}{}\n", text.empty() ? "warning" : "", warning);
  if (!text.empty()) text += "            backfill.integrations does not prevent these effects; see docs/backfill.md\n";
  return text;
}

}  // namespace

std::string describe(const DryRunTotals& totals, std::optional<double> seconds) {
  std::string days;
  if (totals.days.size() == 1) days = iso(totals.days.front());
  if (totals.days.size() > 1) {
    days = fmt::format("{} days, {} to {}", totals.days.size(), iso(totals.days.front()), iso(totals.days.back()));
  }
  std::string text = fmt::format("dry run     {}\n", days.empty() ? "no day is due" : days);
  text +=
      fmt::format("events      {}{}{}\n", totals.events,
                  totals.oversized == 0 ? "" : fmt::format(", {} too large to send", totals.oversized),
                  totals.violating == 0 ? "" : fmt::format(", {} in violation of the tracking plan", totals.violating));
  text += fmt::format("users       {}\n", totals.users);
  text += fmt::format("api calls   {} in 30 days at this rate\n",
                      survey::calls_per_month(totals.events, totals.days.size()));
  text += fmt::format("requests    {}\n", totals.requests);
  text += fmt::format("bytes       {}\n", totals.bytes);
  text += seconds ? fmt::format("duration    {:.1f} s at the configured rate\n", *seconds)
                  : "duration    as fast as the receiver accepts them; no rate is configured\n";
  text += fmt::format("rows read   {} of source_calls, {} of source_library_calls, {} others\n", totals.rows.calls,
                      totals.rows.library_calls, totals.rows.others);
  text += describe_workspaces(totals.largest_workspaces);
  return text + describe_warnings(totals.warnings);
}

}  // namespace sent::command::dry_run
