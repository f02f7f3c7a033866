#include "report/status_page.hpp"

#include <fmt/format.h>

#include "report/date_words.hpp"
#include "report/page/calendar.hpp"
#include "report/page/charts.hpp"
#include "report/page/html.hpp"
#include "report/page/key_figures.hpp"
#include "report/page/marks.hpp"
#include "report/page/style_sheet.hpp"
#include "report/page/tables.hpp"
#include "report/status_headline.hpp"

namespace sent {

namespace {

// Nothing is fetched, not even by what a browser would make of a mistake here.
std::string head(const Status& status, const Headline& headline) {
  return fmt::format(
      "<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
      "<title>Sent Source Data, {}: {}</title>\n<style>\n{}</style>\n</head>\n",
      range_text(status.days), headline.sentence, style_sheet);
}

std::string moment(Instant instant) {
  const std::string text = iso_milliseconds(instant);
  const Day day{std::chrono::floor<std::chrono::days>(instant)};
  return fmt::format(R"(<time datetime="{}">{}, {} UTC</time>)", text, long_date(day), text.substr(11, 5));
}

std::string next_steps_html(const std::vector<NextStep>& steps) {
  if (steps.empty()) return "";
  std::string html = "<ul class=\"next\">\n";
  for (const NextStep& step : steps) {
    html += fmt::format("<li><code>{}</code> <span>{}</span></li>\n", step.command, step.effect);
  }
  return html + "</ul>\n";
}

std::string top(const Status& status, const Headline& headline) {
  return fmt::format(
      "<header>\n<p class=\"what\">Sent Source Data, {}</p>\n<h1>{}<span>{}</span></h1>\n"
      "<p class=\"made\">As of {}.</p>\n{}</header>\n",
      range_text(status.days), mark_of(headline.tone), headline.sentence, moment(status.made_at),
      next_steps_html(headline.next_steps));
}

std::string section(std::string_view id, std::string_view title, std::string_view content) {
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", id, title, content);
}

std::string body(const Status& status) {
  const StatusTotals totals = totals_of(status);
  return top(status, headline_of(status, totals)) + key_figures_html(status, totals) +
         section("calendar", "Calendar", calendar_html(status, totals)) +
         section("charts", "Day by day", charts_html(status)) +
         section("rejected", "Rejected events", rejected_table_html(status.rejected)) + "<div class=\"pair\">\n" +
         section("sources", "Largest sources", sources_table_html(status.sources)) +
         section("workspaces", "Largest workspaces", workspaces_table_html(status.workspaces)) + "</div>\n" +
         section("days", "All days", days_table_html(status, totals));
}

}  // namespace

std::string status_page(const Status& status) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n" + head(status, headline_of(status, totals_of(status))) + "<body>\n" +
         mark_definitions() + "<main>\n" + body(status) + "</main>\n</body>\n</html>\n";
}

}  // namespace sent
