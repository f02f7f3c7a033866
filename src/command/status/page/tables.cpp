// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/status/page/calendar.hpp"
#include "command/status/page/html.hpp"
#include "command/status/page/marks.hpp"
#include "text/figures.hpp"

namespace sent::command::status::page {

namespace {

std::string empty(std::string_view sentence) { return fmt::format("<p class=\"empty\">{}</p>\n", sentence); }

std::string number(std::string_view text) { return fmt::format(R"(<td class="number">{}</td>)", text); }

std::string known(const std::optional<std::uint64_t>& count) { return count ? text::grouped(*count) : "–"; }

// A name that begins with ":" is that of a column of numbers.
std::string column_head(std::string_view name) {
  if (!name.starts_with(':')) return fmt::format(R"(<th scope="col">{}</th>)", name);
  return fmt::format(R"(<th scope="col" class="number">{}</th>)", name.substr(1));
}

std::string head(std::string_view caption, const std::vector<std::string_view>& names) {
  std::string html = fmt::format("<caption class=\"hidden\">{}</caption>\n<thead><tr>", caption);
  for (const std::string_view name : names) html += column_head(name);
  return html + "</tr></thead>\n";
}

// In a box that scrolls if the table is wider than the page.
std::string boxed(std::string_view label, std::string_view style, std::string_view table) {
  return fmt::format(
      "<div class=\"scroll{}\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table>{}</table></div>\n", style,
      label, table);
}

std::string day_row(const report::DayStatus& day) {
  const std::string state = fmt::format(R"(<span class="state {}">{}{}</span>)", report::name_of(day.state),
                                        mark_of(day.state), report::state_text(day));
  return fmt::format(R"(<tr id="{}"><th scope="row">{}</th><td>{}</td>)", anchor_of(day.day), iso(day.day), state) +
         number(known(day.planned)) + number(text::grouped(day.delivered)) + number(text::grouped(day.rejected)) +
         number(known(day.users)) + number(day.duration ? text::duration_text(*day.duration) : "–") + "</tr>\n";
}

std::string totals_row(const report::StatusTotals& totals, std::size_t days) {
  return fmt::format(R"(<tr><th scope="row">Total</th><td>{} of {} complete</td>)", totals.complete_days(), days) +
         number(known(totals.planned)) + number(text::grouped(totals.delivered)) +
         number(text::grouped(totals.rejected)) + "<td></td><td></td></tr>";
}

// A number and, under it, a bar as long as its share of the largest.
std::string with_bar(std::uint64_t events, std::uint64_t largest) {
  const auto whole = static_cast<double>(std::max({events, largest, std::uint64_t{1}}));
  return fmt::format(R"(<td class="number">{}<span class="share"><span style="width:{:.1f}%"></span></span></td>)",
                     text::grouped(events), 100 * static_cast<double>(events) / whole);
}

std::string name_html(const FanOut& one) {
  if (!one.slug || one.slug->empty()) return isolated(one.id);
  return fmt::format(R"({}<span class="id">{}</span>)", isolated(*one.slug), isolated(one.id));
}

std::string fan_out_row(const FanOut& one, std::uint64_t largest) {
  return fmt::format("<tr><th scope=\"row\" class=\"name\">{}</th><td class=\"date\">{}</td>{}</tr>\n", name_html(one),
                     iso(one.day), with_bar(one.events, largest));
}

std::string fan_out_table(const std::vector<FanOut>& largest, std::string_view caption, std::string_view thing) {
  std::string body = "<tbody>\n";
  for (const FanOut& one : largest) body += fan_out_row(one, largest.front().events);
  return boxed(caption, "", head(caption, {thing, "Day", ":Events"}) + body + "</tbody>");
}

std::string rejected_row(const RejectedBecause& because, std::uint64_t largest) {
  const std::string status = because.status ? std::to_string(*because.status) : "not sent";
  return fmt::format("<tr><th scope=\"row\" class=\"reason\">{}</th><td class=\"date\">{}</td>{}</tr>\n",
                     isolated(because.reason), status, with_bar(because.events, largest));
}

}  // namespace

std::string days_table_html(const report::Status& status, const report::StatusTotals& totals) {
  if (status.by_day.empty()) return empty("There are no days to show.");
  std::string body = "<tbody>\n";
  for (const report::DayStatus& day : status.by_day) body += day_row(day);
  body += "</tbody>\n<tfoot>" + totals_row(totals, status.by_day.size()) + "</tfoot>";
  constexpr std::size_t days_that_are_many = 62;
  return boxed("Days", status.by_day.size() > days_that_are_many ? " days tall" : " days",
               head("Days", {"Day", "State", ":Events", ":Delivered", ":Rejected", ":Users", ":Duration"}) + body);
}

std::string rejected_table_html(const std::vector<RejectedBecause>& rejected) {
  if (rejected.empty()) return empty("There are no rejected events.");
  std::string body = "<tbody>\n";
  for (const RejectedBecause& because : rejected) body += rejected_row(because, rejected.front().events);
  return boxed("Rejected events", "",
               head("Rejected events by reason", {"Reason", "Response", ":Events"}) + body + "</tbody>");
}

std::string sources_table_html(const std::vector<FanOut>& sources) {
  if (sources.empty()) return empty("The ledger has no sources for these days.");
  return fan_out_table(sources, "Largest sources", "Source");
}

std::string workspaces_table_html(const std::vector<FanOut>& workspaces) {
  if (workspaces.empty()) return empty("The ledger has no workspaces for these days.");
  return fan_out_table(workspaces, "Largest workspaces", "Workspace");
}

}  // namespace sent::command::status::page
