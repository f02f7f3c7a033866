// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/tracking_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "model/failure.hpp"
#include "text/nearest_name.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan {

namespace {

// Sorts "stage 2" before "stage 10", and "other" last.
std::tuple<bool, std::string, long> place_of(const std::string& stage) {
  const auto digits = stage.find_last_not_of("0123456789") + 1;
  const std::string number = stage.substr(digits, 9);
  return {stage == "other", stage.substr(0, digits), number.empty() ? 0 : std::stol(number)};
}

}  // namespace

TrackingPlan::TrackingPlan(std::vector<Rule> rules) : rules_(std::move(rules)) {
  std::ranges::sort(rules_, {}, [](const Rule& rule) { return std::tuple(place_of(rule.stage), rule.key); });
  std::map<std::string, std::vector<std::string>> files;
  for (const Rule& rule : rules_) {
    files[rule.key].push_back(rule.file);
    for (const std::string& name : rule.legacy_names) files[name].push_back(rule.file);
  }
  for (auto& [name, of] : files) {
    if (of.size() == 1) continue;
    std::ranges::sort(of);
    throw Failure(ExitCode::usage,
                  fmt::format("reading the tracking plan: \"{}\" appears more than once: {}",
                              tracking_plan::schema::shown_name(name), fmt::join(of, ", ")),
                  "keep one rule per event, and use a legacy name in one rule only");
  }
}

const Rule* TrackingPlan::find(std::string_view event) const {
  const auto found = std::ranges::find(rules_, event, &Rule::key);
  return found == rules_.end() ? nullptr : &*found;
}

const Rule* TrackingPlan::find_legacy(std::string_view event) const {
  const auto found = std::ranges::find_if(
      rules_, [&](const Rule& rule) { return std::ranges::find(rule.legacy_names, event) != rule.legacy_names.end(); });
  return found == rules_.end() ? nullptr : &*found;
}

std::optional<std::string> TrackingPlan::nearest(std::string_view event) const {
  if (const Rule* const renamed = find_legacy(event)) return renamed->key;
  std::vector<std::string> names;
  for (const Rule& rule : rules_) names.push_back(rule.key);
  return text::nearest_name(event, names);
}

const Rule& TrackingPlan::at(std::string_view event) const {
  if (const Rule* const rule = find(event)) return *rule;
  const auto meant = nearest(event);
  throw Failure(
      ExitCode::usage,
      fmt::format("looking up \"{}\": the tracking plan has no such event", tracking_plan::schema::shown_name(event)),
      meant ? fmt::format("did you mean \"{}\"?", *meant) : "list the events with `sent-source-data plan list`");
}

}  // namespace sent::tracking_plan
