// SPDX-License-Identifier: Apache-2.0

// A tracking plan: the rules for all events that a product sends.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/rule.hpp"

namespace sent::tracking_plan {

// A value.
class TrackingPlan {
 public:
  // Throws Failure(usage) when two rules, their legacy names included, are for one name.
  explicit TrackingPlan(std::vector<Rule> rules);

  // By stage of the lifecycle, "other" last, then by name.
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  // Null when the plan has no rule of this name.
  [[nodiscard]] const Rule* find(std::string_view event) const;
  // The rule for what was called `event` once; null when nothing was.
  [[nodiscard]] const Rule* find_legacy(std::string_view event) const;
  // As find(). Throws Failure(usage) that names the nearest.
  [[nodiscard]] const Rule& at(std::string_view event) const;
  // The plan's name for what is called nearly so; empty when there is none.
  [[nodiscard]] std::string nearest(std::string_view event) const;

 private:
  std::vector<Rule> rules_;
};

// The rules in `directory`, one in each file named *.json that is not hidden; without a directory, those of
// config/tracking-plan that are compiled into the program. Throws Failure(usage) that tells of every file that is
// wrong.
[[nodiscard]] TrackingPlan load_tracking_plan(const std::string& directory);

}  // namespace sent::tracking_plan
