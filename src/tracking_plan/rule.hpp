// SPDX-License-Identifier: Apache-2.0

// The rule for one event of a tracking plan, in the shape that Segment's Public API, its Terraform provider and
// Typewriter take: {key, type, version, jsonSchema} (https://docs.segmentapis.com/tag/Tracking-Plans).
//
// The draft-07 schema covers the whole event; what the event's properties must be is under `properties.properties`.
// Within the schema, `labels.stage` is the stage of the lifecycle, or "other", and `x-legacy-names` lists the names
// that the event is to be rid of.

#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sent::tracking_plan {

struct Rule {
  std::string file;
  std::string key;  // the event's name
  int version = 1;
  std::string stage;
  std::string description;
  std::vector<std::string> legacy_names;
  nlohmann::ordered_json json;  // as read: the rule itself

  [[nodiscard]] const nlohmann::ordered_json& schema() const { return json["jsonSchema"]; }
};

// Throws Failure(usage), which names `file` and the place in it, when `text` is no rule for a track event or says of
// itself something that is not so: an example that the property's own schema does not accept.
[[nodiscard]] Rule parse_rule(std::string_view text, std::string_view file);

// One row of a rule's properties.
struct PropertyRule {
  std::string name;         // "method*" where every name that begins so is meant
  std::string expectation;  // "integer, at least 0"
  bool required = false;
  std::string description;
  std::string example;  // as JSON; empty: none
};

// In the rule's order, those with an open end last. None when the rule does not list any.
[[nodiscard]] std::vector<PropertyRule> properties_of(const Rule& rule);
// What is expected of properties that the rule does not list: "nothing" when they are not allowed.
[[nodiscard]] std::string expectation_of_others(const Rule& rule);

}  // namespace sent::tracking_plan
