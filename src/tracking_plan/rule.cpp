// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "model/failure.hpp"
#include "tracking_plan/schema/expectation.hpp"
#include "tracking_plan/schema/keywords.hpp"
#include "tracking_plan/schema/nesting.hpp"
#include "tracking_plan/schema/schema.hpp"

namespace sent::tracking_plan {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* hint = "see docs/tracking-plan.md for the form of a rule, and config/tracking-plan/ for examples";

[[noreturn]] void refuse(std::string_view what) { throw Failure(ExitCode::usage, std::string(what), hint); }

// The value at this path; null if there is none.
const Json& at(const Json& json, std::initializer_list<const char*> path) {
  static const Json nothing;
  const Json* found = &json;
  for (const char* const step : path) {
    if (!found->is_object() || !found->contains(step)) return nothing;
    found = &(*found)[step];
  }
  return *found;
}

std::string text_or(const Json& json, std::string_view otherwise) {
  return json.is_string() ? json.get<std::string>() : std::string(otherwise);
}

// A JSON parser's callback that finds a name which an object contains twice. The parser itself would silently keep the
// last value.
class Duplicates {
 public:
  bool operator()(int, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) names_.emplace_back();
    if (event == Json::parse_event_t::object_end) names_.pop_back();
    if (event == Json::parse_event_t::key && !names_.back().insert(parsed.get<std::string>()).second)
      found_ = parsed.get<std::string>();
    return true;
  }
  [[nodiscard]] const std::optional<std::string>& found() const { return found_; }

 private:
  std::vector<std::set<std::string>> names_;
  std::optional<std::string> found_;
};

Json parsed(std::string_view text) {
  if (tracking_plan::schema::nests_too_deep(text))
    refuse(fmt::format("must have at most {} levels of nesting", tracking_plan::schema::deepest_nesting));
  try {
    Duplicates duplicates;
    Json json = Json::parse(text, std::ref(duplicates));
    if (duplicates.found())
      refuse(fmt::format("an object contains \"{}\" twice", tracking_plan::schema::shown_name(*duplicates.found())));
    return json;
  } catch (const Json::parse_error& error) {
    refuse(fmt::format("at byte {}: not valid JSON", error.byte));
  }
}

void check_shape(const Json& json) {
  constexpr std::string_view shape = "must be an object with key, type, version and jsonSchema";
  if (!json.is_object()) refuse(shape);
  for (const char* const member : {"key", "type", "version", "jsonSchema"}) {
    if (!json.contains(member)) refuse(fmt::format("{} is missing: {}", member, shape));
  }
  for (const auto& [name, value] : json.items()) {
    if (name != "key" && name != "type" && name != "version" && name != "jsonSchema") {
      refuse(fmt::format("unknown member {}: {}", tracking_plan::schema::shown_name(name), shape));
    }
  }
  if (json["type"] != "TRACK") refuse("type: must be TRACK; rules for other calls are not supported");
  if (text_or(json["key"], "").empty()) refuse("key: must be the name of an event");
  if (!json["version"].is_number_integer() || json["version"] < 1 || json["version"] > 1'000'000) {
    refuse("version: must be a whole number from 1 to 1000000");
  }
  if (!json["jsonSchema"].is_object()) refuse("jsonSchema: must be an object");
  const std::string dialect = text_or(at(json, {"jsonSchema", "$schema"}), "");
  if (!dialect.empty() && dialect.find("draft-07") == std::string::npos) refuse("jsonSchema/$schema: must be draft-07");
}

std::vector<std::string> legacy_names(const Json& schema) {
  const Json names = schema.value(tracking_plan::schema::legacy_names_keyword, Json::array());
  const bool are_names =
      names.is_array() && std::ranges::all_of(names, [](const Json& name) { return name.is_string(); });
  if (!are_names)
    refuse(fmt::format("jsonSchema/{}: must be a list of names", tracking_plan::schema::legacy_names_keyword));
  return names.get<std::vector<std::string>>();
}

void check_examples(const Json& properties, const char* keyword) {
  const std::string place = fmt::format("/jsonSchema/properties/properties/{}", keyword);
  const Json& listed = at(properties, {keyword});
  if (!listed.is_object()) return;
  for (const auto& [name, property] : listed.items()) {
    tracking_plan::schema::Schema schema{nlohmann::json(property)};
    for (const Json& example : at(property, {"examples"})) {
      std::vector<tracking_plan::schema::Violation> violations;
      schema.check(nlohmann::json(example), tracking_plan::schema::pointer_to(place, name), violations);
      if (!violations.empty())
        refuse("an example violates its schema, " + tracking_plan::schema::describe(violations.front()));
    }
  }
}

Rule rule_of(Json json, std::string_view file) {
  check_shape(json);
  Rule rule{std::string(file), json["key"], json["version"], {}, {}, {}, std::move(json)};
  const Json& schema = rule.schema();
  rule.stage = text_or(at(schema, {"labels", "stage"}), "other");
  rule.description = text_or(at(schema, {"description"}), "");
  rule.legacy_names = legacy_names(schema);
  if (const auto mistyped = tracking_plan::schema::mistyped_keyword(nlohmann::json(schema)))
    refuse(fmt::format("jsonSchema: unknown keyword {}; did you mean {}?", mistyped->name, mistyped->meant));
  (void)tracking_plan::schema::Schema(nlohmann::json(schema), "/jsonSchema");
  check_examples(at(schema, {"properties", "properties"}), "properties");
  check_examples(at(schema, {"properties", "properties"}), "patternProperties");
  (void)properties_of(rule);
  return rule;
}

// "method*" for "^method([A-Z]…)". A pattern that does not begin with letters is shown as it is.
std::string shown_pattern(const std::string& pattern) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto end = std::find_if_not(pattern.begin() + (pattern.starts_with('^') ? 1 : 0), pattern.end(), is_letter);
  const std::string prefix = pattern.starts_with('^') ? std::string(pattern.begin() + 1, end) : "";
  return prefix.empty() ? "/" + pattern + "/" : prefix + "*";
}

std::optional<std::string> first_example(const Json& schema) {
  const Json& examples = at(schema, {"examples"});
  if (!examples.is_array() || examples.empty()) return std::nullopt;
  return examples.front().dump(-1, ' ', false, Json::error_handler_t::replace);
}

PropertyRule row(std::string name, const Json& schema) {
  return {std::move(name), schema::expectation(nlohmann::json(schema)), false, text_or(at(schema, {"description"}), ""),
          first_example(schema)};
}

}  // namespace

Rule parse_rule(std::string_view text, std::string_view file) {
  try {
    return rule_of(parsed(text), file);
  } catch (const Failure& failure) {
    throw Failure(failure.code(), fmt::format("{}: {}", file, failure.what()), failure.hint().value_or(hint));
  } catch (const nlohmann::json::exception& error) {
    throw Failure(ExitCode::usage, fmt::format("{}: {}", file, error.what()), hint);
  }
}

std::vector<PropertyRule> properties_of(const Rule& rule) {
  std::vector<PropertyRule> rows;
  const Json& properties = at(rule.schema(), {"properties", "properties"});
  const Json& required = at(properties, {"required"});
  for (const auto& [name, schema] : at(properties, {"properties"}).items()) {
    rows.push_back(row(name, schema));
    rows.back().required = std::ranges::find(required, Json(name)) != required.end();
  }
  for (const auto& [pattern, schema] : at(properties, {"patternProperties"}).items()) {
    rows.push_back(row(shown_pattern(pattern), schema));
  }
  return rows;
}

std::string expectation_of_others(const Rule& rule) {
  const Json& others = at(rule.schema(), {"properties", "properties", "additionalProperties"});
  return others.is_null() ? "anything" : schema::expectation(nlohmann::json(others));
}

}  // namespace sent::tracking_plan
