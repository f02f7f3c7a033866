// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/status_page.hpp"

#include <fmt/format.h>

#include "command/status/page/calendar.hpp"
#include "command/status/page/charts.hpp"
#include "command/status/page/html.hpp"
#include "command/status/page/key_figures.hpp"
#include "command/status/page/marks.hpp"
#include "command/status/page/style_sheet.hpp"
#include "command/status/page/tables.hpp"
#include "command/status/report/date_words.hpp"
#include "command/status/report/status_headline.hpp"

namespace sent::command::status::page {

namespace {

// The policy prevents loading anything, even if this code has a mistake.
std::string head(const report::Status& status, const report::Headline& headline) {
  return fmt::format(
      "<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
      "<title>Sent Source Data, {}: {}</title>\n<style>\n{}</style>\n</head>\n",
      report::range_text(status.days), headline.sentence, status::page::style_sheet);
}

std::string moment(Instant instant) {
  const std::string text = iso_milliseconds(instant);
  const Day day{std::chrono::floor<std::chrono::days>(instant)};
  return fmt::format(R"(<time datetime="{}">{}, {} UTC</time>)", text, report::long_date(day), text.substr(11, 5));
}

std::string next_steps_html(const std::vector<report::NextStep>& steps) {
  if (steps.empty()) return "";
  std::string html = "<ul class=\"next\">\n";
  for (const report::NextStep& step : steps) {
    html += fmt::format("<li><code>{}</code> <span>{}</span></li>\n", step.command, step.effect);
  }
  return html + "</ul>\n";
}

std::string top(const report::Status& status, const report::Headline& headline) {
  return fmt::format(
      "<header>\n<p class=\"what\">Sent Source Data, {}</p>\n<h1>{}<span>{}</span></h1>\n"
      "<p class=\"made\">As of {}.</p>\n{}</header>\n",
      report::range_text(status.days), status::page::mark_of(headline.tone), headline.sentence, moment(status.made_at),
      next_steps_html(headline.next_steps));
}

std::string section(std::string_view id, std::string_view title, std::string_view content) {
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", id, title, content);
}

std::string body(const report::Status& status) {
  const report::StatusTotals totals = report::totals_of(status);
  return top(status, report::headline_of(status, totals)) + status::page::key_figures_html(status, totals) +
         section("calendar", "Calendar", status::page::calendar_html(status, totals)) +
         section("charts", "Day by day", status::page::charts_html(status)) +
         section("rejected", "Rejected events", status::page::rejected_table_html(status.rejected)) +
         "<div class=\"pair\">\n" +
         section("sources", "Largest sources", status::page::sources_table_html(status.sources)) +
         section("workspaces", "Largest workspaces", status::page::workspaces_table_html(status.workspaces)) +
         "</div>\n" + section("days", "All days", status::page::days_table_html(status, totals));
}

}  // namespace

std::string status_page(const report::Status& status) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n" +
         head(status, report::headline_of(status, report::totals_of(status))) + "<body>\n" +
         status::page::mark_definitions() + "<main>\n" + body(status) + "</main>\n</body>\n</html>\n";
}

}  // namespace sent::command::status::page
