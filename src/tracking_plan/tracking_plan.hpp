// SPDX-License-Identifier: Apache-2.0

// A tracking plan: the rules for all events of a product.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/rule.hpp"

namespace sent::tracking_plan {

// A value.
class TrackingPlan {
 public:
  // Throws Failure(usage) if a name, as an event or as a legacy name, appears more than once.
  explicit TrackingPlan(std::vector<Rule> rules);

  // In the order of their stages, with "other" last, then by name.
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  // Null if the plan has no event of this name.
  [[nodiscard]] const Rule* find(std::string_view event) const;
  // The rule that lists `event` as a legacy name; null if there is none.
  [[nodiscard]] const Rule* find_legacy(std::string_view event) const;
  // The rule for `event`. If there is none, throws Failure(usage) with the nearest name in its hint.
  [[nodiscard]] const Rule& at(std::string_view event) const;
  // The event that `event` probably means: the one with this legacy name, or else with the most similar name.
  [[nodiscard]] std::optional<std::string> nearest(std::string_view event) const;

 private:
  std::vector<Rule> rules_;
};

// Loads the rules in `directory`: one in each *.json file that is not hidden. Without a directory, loads the rules
// of config/tracking-plan, which are compiled into the program. Throws Failure(usage) with the errors of all files.
[[nodiscard]] TrackingPlan load_tracking_plan(const std::optional<std::string>& directory);

}  // namespace sent::tracking_plan
