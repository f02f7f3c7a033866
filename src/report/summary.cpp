#include "report/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/aligned.hpp"
#include "model/visible_text.hpp"

namespace sent {

std::optional<double> seconds_at_rate(std::uint64_t events, std::uint64_t requests,
                                      std::uint64_t max_events_per_second,
                                      std::uint64_t max_requests_per_second) {
  if (max_events_per_second == 0 && max_requests_per_second == 0) return std::nullopt;
  const auto at = [](std::uint64_t count, std::uint64_t rate) {
    return rate == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(rate);
  };
  return std::max(at(events, max_events_per_second), at(requests, max_requests_per_second));
}

std::uint64_t calls_per_month(std::uint64_t events, std::size_t days) { return days == 0 ? 0 : events * 30 / days; }

namespace {

std::string describe_workspaces(const std::vector<LargeFanOut>& workspaces) {
  std::vector<TableRow> rows;
  for (const LargeFanOut& one : workspaces) {
    rows.push_back({rows.empty() ? "workspaces" : "", visible(one.id), std::to_string(one.events)});
  }
  return aligned(rows);
}

std::string describe_warnings(const std::vector<std::string>& warnings) {
  std::string text;
  for (const std::string& warning : warnings) text += fmt::format("{:<12}{}\n", text.empty() ? "warning" : "", warning);
  if (!text.empty()) text += "            backfill.integrations deals with none of these; docs/backfill.md\n";
  return text;
}

}  // namespace

std::string describe(const DryRunTotals& totals, std::optional<double> seconds) {
  std::string days;
  if (totals.days.size() == 1) days = iso(totals.days.front());
  if (totals.days.size() > 1) {
    days = fmt::format("{} days, {} to {}", totals.days.size(), iso(totals.days.front()),
                       iso(totals.days.back()));
  }
  std::string text = fmt::format("dry run     {}\n", days.empty() ? "nothing is due" : days);
  text += fmt::format("events      {}{}{}\n", totals.events,
                      totals.oversized == 0 ? "" : fmt::format(", {} of them too large to send", totals.oversized),
                      totals.violating == 0 ? "" : fmt::format(", {} of them against the tracking plan", totals.violating));
  text += fmt::format("users       {}\n", totals.users);
  text += fmt::format("api calls   {} in 30 days at this rate\n", calls_per_month(totals.events, totals.days.size()));
  text += fmt::format("requests    {}\n", totals.requests);
  text += fmt::format("bytes       {}\n", totals.bytes);
  text += seconds ? fmt::format("duration    {:.1f} s at the configured rate\n", *seconds)
                  : "duration    as fast as the receiver takes them, no rate is configured\n";
  text += fmt::format("rows read   {} of source_calls, {} of source_library_calls, {} others\n",
                      totals.rows.calls, totals.rows.library_calls, totals.rows.others);
  text += describe_workspaces(totals.largest_workspaces);
  return text + describe_warnings(totals.warnings);
}

}  // namespace sent
