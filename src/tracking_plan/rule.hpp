// SPDX-License-Identifier: Apache-2.0

// The rule for one event of a tracking plan, in the shape of Segment's Public API, its Terraform provider and
// Typewriter: {key, type, version, jsonSchema} (https://docs.segmentapis.com/tag/Tracking-Plans).
//
// The draft-07 schema covers the whole event; the part for the event's properties is at `properties.properties`. In the
// schema, `labels.stage` is the stage of the customer lifecycle, or "other", and `x-legacy-names` lists former names of
// the event that should no longer be used.

#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sent::tracking_plan {

// A value.
struct Rule {
  std::string file;
  std::string key;  // the event's name
  int version = 1;
  std::string stage;
  std::string description;
  std::vector<std::string> legacy_names;
  nlohmann::ordered_json json;  // the rule as it was read

  [[nodiscard]] const nlohmann::ordered_json& schema() const { return json["jsonSchema"]; }
};

// Throws Failure(usage) with `file` and the place in it if `text` is not a rule for a track event, or if the rule
// contradicts itself: an example of a property must satisfy that property's schema.
[[nodiscard]] Rule parse_rule(std::string_view text, std::string_view file);

// One row of a rule's properties.
struct PropertyRule {
  std::string name;         // "method*" for all names that begin with "method"
  std::string expectation;  // "integer, at least 0"
  bool required = false;
  std::string description;
  std::optional<std::string> example;  // as JSON
};

// In the rule's order, with patterns such as "method*" last. Empty if the rule lists no properties.
[[nodiscard]] std::vector<PropertyRule> properties_of(const Rule& rule);
// What properties that the rule does not list must be: "nothing" if they are not allowed.
[[nodiscard]] std::string expectation_of_others(const Rule& rule);

}  // namespace sent::tracking_plan
