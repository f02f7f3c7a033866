// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/documents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/aligned.hpp"
#include "text/visible_text.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan {

namespace {

using Json = nlohmann::ordered_json;

using Row = text::TableRow;

std::string written(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string quoted_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", tracking_plan::schema::shown_name(name));
  return text;
}

// Foreign text on one line, for a table cell of the page. In a code span, only "|" needs an escape.
std::string cell(std::string_view text, std::string_view special = "|*_<") {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c == '\n' ? ' ' : c;
  }
  return escaped;
}

std::string code(std::string_view text) { return text.empty() ? "" : "`" + cell(text, "|") + "`"; }

std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text::visible(text);
}

std::string openness(const Rule& rule, bool lists_some) {
  const std::string others = expectation_of_others(rule);
  if (others == "nothing") return "No other properties are allowed.";
  if (!lists_some) return "The plan lists no properties; any are allowed.";
  return others == "anything" ? "Other properties are allowed." : fmt::format("Other properties must be: {}.", others);
}

std::string markdown_section(const Rule& rule) {
  std::string text = fmt::format("\n## {}\n\n{}\n\nStage: {}. Version {}.", cell(rule.key), cell(rule.description),
                                 cell(rule.stage), rule.version);
  if (!rule.legacy_names.empty()) text += fmt::format(" Legacy name: {}.", cell(quoted_names(rule.legacy_names)));
  const auto properties = properties_of(rule);
  text += " " + openness(rule, !properties.empty()) + "\n";
  if (properties.empty()) return text;
  text += "\n| property | value | required | description | example |\n|---|---|---|---|---|\n";
  for (const PropertyRule& property : properties) {
    text +=
        fmt::format("| {} | {} | {} | {} | {} |\n", code(property.name), cell(property.expectation),
                    property.required ? "yes" : "", cell(property.description), code(property.example.value_or("")));
  }
  return text;
}

}  // namespace

std::string list_of(const TrackingPlan& plan) {
  std::vector<Row> rows{{"EVENT", "STAGE", "VERSION", "PROPERTIES", "LEGACY NAMES"}};
  for (const Rule& rule : plan.rules()) {
    const std::size_t count = properties_of(rule).size();
    rows.push_back({tracking_plan::schema::shown_name(rule.key), one_line(rule.stage), std::to_string(rule.version),
                    count == 0 ? "any" : std::to_string(count), quoted_names(rule.legacy_names)});
  }
  return text::aligned(rows);
}

std::string table_of(const Rule& rule) {
  std::string text = fmt::format("{}\n{}\n\nstage    {}\nversion  {}\n", tracking_plan::schema::shown_name(rule.key),
                                 one_line(rule.description), one_line(rule.stage), rule.version);
  if (!rule.legacy_names.empty()) text += fmt::format("legacy   {}\n", quoted_names(rule.legacy_names));
  std::vector<Row> rows{{"PROPERTY", "VALUE", "REQUIRED", "EXAMPLE", "DESCRIPTION"}};
  for (const PropertyRule& property : properties_of(rule)) {
    rows.push_back({one_line(property.name), property.expectation, property.required ? "yes" : "",
                    property.example.value_or(""), one_line(property.description)});
  }
  if (rows.size() > 1) text += "\n" + text::aligned(rows);
  return text + "\n" + openness(rule, rows.size() > 1) + "\n";
}

std::string segment_document(const TrackingPlan& plan) {
  Json rules = Json::array();
  for (const Rule& rule : plan.rules()) rules.push_back(rule.json);
  return written({{"rules", rules}});
}

std::string json_schema_document(const TrackingPlan& plan) {
  Json names = Json::array();
  Json choices = Json::array();
  for (const Rule& rule : plan.rules()) {
    Json schema = rule.schema();
    schema.erase("$schema");
    names.push_back(rule.key);
    choices.push_back({{"if", {{"properties", {{"event", {{"const", rule.key}}}}}}}, {"then", schema}});
  }
  return written({{"$schema", "http://json-schema.org/draft-07/schema#"},
                  {"title", "The events of the tracking plan"},
                  {"type", "object"},
                  {"properties", {{"event", {{"enum", names}}}}},
                  {"required", {"event"}},
                  {"allOf", choices}});
}

std::string markdown_document(const TrackingPlan& plan) {
  std::string text =
      "# Tracking plan\n\n"
      "Every event, in the order of the customer lifecycle. Generated by "
      "`sent-source-data plan export --format markdown`.\n";
  for (const Rule& rule : plan.rules()) text += markdown_section(rule);
  return text;
}

}  // namespace sent::tracking_plan
