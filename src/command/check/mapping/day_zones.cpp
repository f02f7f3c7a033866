// SPDX-License-Identifier: Apache-2.0

#include "command/check/mapping/day_zones.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "read/counters_session.hpp"
#include "sql/statements.hpp"

namespace sent::command::check::mapping {

namespace {

// What is between the parenthesis that ends `text` and its partner.
std::optional<std::string_view> in_last_parentheses(std::string_view text) {
  if (!text.ends_with(')')) return std::nullopt;
  std::size_t depth = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == ')') ++depth;
    if (text[i] == '(' && --depth == 0) return text.substr(i + 1, text.size() - i - 2);
  }
  return std::nullopt;
}

std::string_view without_parentheses(std::string_view text) {
  while (const auto inner = in_last_parentheses(text)) {
    if (inner->size() + 2 != text.size()) break;
    text = *inner;
  }
  return text;
}

// `… AT TIME ZONE 'zone'::text`, or `timezone('zone'::text, …)`, as servers before version 14 write it.
std::optional<std::string> zone_of(std::string_view expression) {
  constexpr std::string_view operation = "AT TIME ZONE '", function = "timezone('", end = "'::text";
  if (expression.starts_with(function)) {
    const std::string_view zone = expression.substr(function.size());
    const std::size_t size = zone.find(end);
    return size == std::string_view::npos ? std::nullopt : std::optional(std::string(zone.substr(0, size)));
  }
  const std::size_t begin = expression.rfind(operation);
  if (begin == std::string_view::npos || !expression.ends_with(end)) return std::nullopt;
  const std::size_t first = begin + operation.size();
  return std::string(expression.substr(first, expression.size() - end.size() - first));
}

}  // namespace

std::set<std::string> zones_of_days(std::string_view definition) {
  constexpr std::string_view cast = "::date";
  std::set<std::string> zones;
  for (std::size_t at = definition.find(cast); at != std::string_view::npos; at = definition.find(cast, at + 1)) {
    const auto expression = in_last_parentheses(definition.substr(0, at));
    if (!expression) continue;
    if (auto zone = zone_of(without_parentheses(*expression))) zones.insert(*std::move(zone));
  }
  return zones;
}

checklist::Checks check_day_zones(const config::Config& config) {
  const std::string purpose = "reading the definitions of views";
  auto session = read::counters_session(read::counters_access(config), {});
  std::set<std::pair<std::string, std::string>> made;
  for (const auto& row : session.query(purpose, sql::check_view_definitions, {config.database.schema})) {
    for (const auto& zone : zones_of_days(row.text("definition"))) made.emplace(row.text("relation"), zone);
  }
  checklist::Checks checks;
  for (const auto& [relation, zone] : made) {
    if (session.query(purpose, sql::check_zones_agree, {zone, config.job.timezone}).at(0).flag("agree")) continue;
    checks.push_back(checklist::warned(
        "mapping",
        fmt::format("{}: its view makes days of {}, but job.timezone is {}", relation, zone, config.job.timezone),
        "convert to job.timezone before the cast to date, or set job.timezone to the view's zone; see "
        "docs/mapping.md"));
  }
  return checks;
}

}  // namespace sent::command::check::mapping
