#include "tracking_plan/tracking_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "config/nearest_name.hpp"
#include "model/failure.hpp"
#include "tracking_plan/violation.hpp"

namespace sent {

TrackingPlan::TrackingPlan(std::vector<Rule> rules) : rules_(std::move(rules)) {
  std::ranges::sort(rules_, {}, [](const Rule& rule) { return std::tie(rule.stage, rule.key); });
  std::map<std::string, int> names;
  for (const Rule& rule : rules_) {
    ++names[rule.key];
    for (const std::string& name : rule.legacy_names) ++names[name];
  }
  for (const auto& [name, count] : names) {
    if (count == 1) continue;
    throw Failure(ExitCode::usage, fmt::format("reading the tracking plan: {} rules are for \"{}\"", count, shown_name(name)),
                  "one event has one rule; a legacy name is nobody's name any more");
  }
}

const Rule* TrackingPlan::find(std::string_view event) const {
  const auto found = std::ranges::find(rules_, event, &Rule::key);
  return found == rules_.end() ? nullptr : &*found;
}

const Rule* TrackingPlan::find_legacy(std::string_view event) const {
  const auto found = std::ranges::find_if(rules_, [&](const Rule& rule) {
    return std::ranges::find(rule.legacy_names, event) != rule.legacy_names.end();
  });
  return found == rules_.end() ? nullptr : &*found;
}

std::string TrackingPlan::nearest(std::string_view event) const {
  if (const Rule* const renamed = find_legacy(event)) return renamed->key;
  std::vector<std::string> names;
  for (const Rule& rule : rules_) names.push_back(rule.key);
  return nearest_name(event, names);
}

const Rule& TrackingPlan::at(std::string_view event) const {
  if (const Rule* const rule = find(event)) return *rule;
  const std::string meant = nearest(event);
  throw Failure(ExitCode::usage, fmt::format("looking up \"{}\": the tracking plan has no such event", shown_name(event)),
                meant.empty() ? "sent-source-data plan list shows its events" : fmt::format("did you mean \"{}\"?", meant));
}

}  // namespace sent
