// SPDX-License-Identifier: Apache-2.0

// Checks events, one JSON text each, against the rules of a tracking plan.

#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tracking_plan/schema/schema.hpp"
#include "tracking_plan/schema/violation.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::tracking_plan {

enum class EventKind {
  planned,     // in the plan
  legacy,      // in the plan, but under a legacy name
  unplanned,   // not in the plan
  other_call,  // identify, page and so on: the rules are only for track calls, so these are not checked
  unreadable,  // not an event
};

struct CheckedEvent {
  EventKind kind = EventKind::unreadable;
  std::string event;  // its name; empty if it is another call without a name, or unreadable
  std::vector<tracking_plan::schema::Violation> violations;
};

// Longer texts are not read. No receiver accepts a hundredth of this.
inline constexpr std::size_t longest_event_text = 16U << 20U;

// Not thread-safe: its schemas remember accepted values, within limits.
class EventCheck {
 public:
  // `plan` must outlive it.
  explicit EventCheck(const TrackingPlan& plan);

  // `text` is one event as in the HTTP API: {type, event, properties, …}; `type` may be missing. A legacy name is a
  // violation, and the event's properties are checked by the rule of its present name.
  [[nodiscard]] CheckedEvent check(std::string_view text);

 private:
  void check_planned(const nlohmann::json& event, CheckedEvent& checked);

  const TrackingPlan& plan_;
  std::map<const Rule*, tracking_plan::schema::Schema> schemas_;
};

}  // namespace sent::tracking_plan
