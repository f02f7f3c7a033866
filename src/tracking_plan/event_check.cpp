// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/event_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tracking_plan/schema/nesting.hpp"

namespace sent::tracking_plan {

namespace {

using Json = nlohmann::json;

// A longer name is not a misspelt one.
constexpr std::size_t longest_name = 100;

constexpr std::array other_calls{"identify", "page", "screen", "group", "alias"};

CheckedEvent unreadable(std::string pointer, std::string expected, std::string found) {
  return {EventKind::unreadable, "", {{std::move(pointer), std::move(expected), std::move(found)}}};
}

}  // namespace

EventCheck::EventCheck(const TrackingPlan& plan) : plan_(plan) {
  for (const Rule& rule : plan.rules()) schemas_.emplace(&rule, tracking_plan::schema::Schema(Json(rule.schema())));
}

CheckedEvent EventCheck::check(std::string_view text) {
  if (text.size() > longest_event_text) {
    return unreadable("", fmt::format("at most {} bytes", longest_event_text), "more");
  }
  if (tracking_plan::schema::nests_too_deep(text))
    return unreadable("", fmt::format("at most {} levels", tracking_plan::schema::deepest_nesting), "more");
  Json event;
  try {
    event = Json::parse(text);
  } catch (const Json::exception& error) {
    const auto* const at = dynamic_cast<const Json::parse_error*>(&error);
    return unreadable("", "JSON",
                      at == nullptr ? "a number that is too large" : fmt::format("an error at byte {}", at->byte));
  }
  if (!event.is_object()) return unreadable("", "object", tracking_plan::schema::shown(event));
  const auto type = event.find("type");
  if (type != event.end() && *type != "track") {
    if (std::ranges::find(other_calls, *type) == other_calls.end())
      return unreadable("/type", "\"track\" or another type of call", tracking_plan::schema::shown(*type));
    return {EventKind::other_call, type->get<std::string>(), {}};
  }
  const auto name = event.find("event");
  if (name == event.end() || !name->is_string()) {
    return unreadable("/event", "string", name == event.end() ? "nothing" : tracking_plan::schema::shown(*name));
  }
  CheckedEvent checked{EventKind::planned, name->get<std::string>(), {}};
  check_planned(event, checked);
  return checked;
}

void EventCheck::check_planned(const Json& event, CheckedEvent& checked) {
  const std::string found = tracking_plan::schema::shown(Json(checked.event));
  const Rule* rule = plan_.find(checked.event);
  if (rule == nullptr && (rule = plan_.find_legacy(checked.event)) != nullptr) {
    checked.kind = EventKind::legacy;
    checked.violations.push_back({"/event", tracking_plan::schema::shown(Json(rule->key)), "its legacy name " + found});
  }
  if (rule == nullptr) {
    const auto meant = checked.event.size() > longest_name ? std::nullopt : plan_.nearest(checked.event);
    const std::string hint = meant ? ", perhaps " + tracking_plan::schema::shown(Json(*meant)) : "";
    checked.kind = EventKind::unplanned;
    checked.violations.push_back({"/event", "an event of the plan" + hint, found});
    return;
  }
  schemas_.at(rule).check(event, "", checked.violations);
}

}  // namespace sent::tracking_plan
