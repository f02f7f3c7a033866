// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/explanation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>

#include "tracking_plan/schema/expectation.hpp"
#include "tracking_plan/schema/pattern.hpp"

namespace sent::tracking_plan::schema {

namespace {

using Json = nlohmann::json;
using Steps = std::vector<std::string>;

Steps steps_of(const LibraryError& error) {
  Steps steps;
  for (std::size_t i = 1; i < error.context.size(); ++i)
    steps.push_back(error.context[i].substr(1, error.context[i].size() - 2));
  return steps;
}

bool is_within(const Steps& inner, const Steps& outer) {
  return inner.size() >= outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

constexpr std::string_view unlisted_property =
    "Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: "
    "'";

// When a property fails the schema of its pattern, valijson stops matching the other patterns. It then reports the
// properties that they would have matched as unlisted.
bool is_doubtful(const LibraryError& error, std::span<const LibraryError> errors) {
  if (!error.description.starts_with(unlisted_property)) return false;
  return std::ranges::any_of(errors, [&](const LibraryError& other) {
    return other.context == error.context &&
           other.description.starts_with("Failed to validate against schema associated with pattern");
  });
}

// Whether the error only says that a part of the value is wrong.
bool is_consequence(const LibraryError& error) { return error.description.starts_with("Failed to validate"); }

// The property that `description` names, if it begins with `beginning`, which ends with the quote.
std::optional<std::string> named(const std::string& description, std::string_view beginning) {
  if (!description.starts_with(beginning)) return std::nullopt;
  const auto begin = description.find('\'', beginning.size() - 1);
  const auto end = description.rfind('\'');
  if (begin == std::string::npos || end <= begin) return std::nullopt;
  return description.substr(begin + 1, end - begin - 1);
}

const Json* property(const Json& schema, const std::string& name) {
  if (schema.contains("properties") && schema["properties"].contains(name)) return &schema["properties"][name];
  const auto patterns = schema.find("patternProperties");
  if (patterns != schema.end() && name.size() <= longest_match) {
    for (const auto& [pattern, one] : patterns->items()) {
      if (std::regex_search(name, std::regex(pattern))) return &one;
    }
  }
  const auto others = schema.find("additionalProperties");
  return others == schema.end() ? nullptr : &*others;
}

const Json* item(const Json& schema, std::size_t index) {
  const auto items = schema.find("items");
  if (items == schema.end()) return nullptr;
  if (!items->is_array()) return &*items;
  if (index < items->size()) return &(*items)[index];
  const auto others = schema.find("additionalItems");
  return others == schema.end() ? nullptr : &*others;
}

struct Place {
  const Json& schema;
  const Json& value;
};

// Follows `steps` through properties and items as far as the schema allows. A value below that point is described by
// the schema at that point.
Place place_at(const Json& schema, const Json& value, const Steps& steps) {
  const Json* wanted = &schema;
  const Json* held = &value;
  bool leads_on = true;
  for (const std::string& step : steps) {
    const bool is_item = held->is_array();
    const Json* const next = !leads_on || !wanted->is_object() ? nullptr
                             : is_item                         ? item(*wanted, std::stoul(step))
                                                               : property(*wanted, step);
    leads_on = next != nullptr;
    if (leads_on) wanted = next;
    if (is_item) {
      held = &held->at(std::stoul(step));
    } else if (held->contains(step)) {
      held = &(*held)[step];
    }
  }
  return {*wanted, *held};
}

Violation violation(const Json& schema, const Json& value, const std::string& pointer, const Steps& steps,
                    const std::string& description) {
  const auto [wanted, held] = place_at(schema, value, steps);
  if (const auto unlisted = named(description, unlisted_property)) {
    return {pointer_to(pointer, *unlisted), "no such property",
            held.contains(*unlisted) ? shown(held[*unlisted]) : "something"};
  }
  for (const char* const beginning : {"Missing required property '", "Missing dependency '"}) {
    const auto missing = named(description, beginning);
    if (!missing) continue;
    const Json* const own = wanted.is_object() ? property(wanted, *missing) : nullptr;
    return {pointer_to(pointer, *missing), own == nullptr ? "a value" : expectation(*own), "nothing"};
  }
  return {pointer, expectation(wanted), shown(held)};
}

}  // namespace

void explain(const Json& schema, const Json& value, std::string_view pointer, std::span<const LibraryError> errors,
             std::vector<Violation>& violations) {
  std::vector<Steps> places;
  for (const LibraryError& error : errors) places.push_back(steps_of(error));
  const auto has_cause = [&](std::size_t consequence) {
    for (std::size_t i = 0; i < errors.size(); ++i) {
      if (!is_within(places[i], places[consequence])) continue;
      if (!is_consequence(errors[i]) || places[i].size() > places[consequence].size()) return true;
    }
    return false;
  };
  std::set<std::string> reported;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (is_doubtful(errors[i], errors) || (is_consequence(errors[i]) && has_cause(i))) continue;
    std::string place(pointer);
    for (const std::string& step : places[i]) place = pointer_to(place, step);
    Violation one = violation(schema, value, place, places[i], errors[i].description);
    if (reported.insert(one.pointer).second) violations.push_back(std::move(one));
  }
  if (reported.empty()) violations.push_back({std::string(pointer), expectation(schema), shown(value)});
}

}  // namespace sent::tracking_plan::schema
