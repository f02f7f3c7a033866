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
  planned,
  legacy,      // planned, but under a name that the plan wants to be rid of
  unplanned,   // the plan has no such event
  other_call,  // identify, page and the like: plans rule track calls here, and nothing is checked
  unreadable,  // no event at all
};

struct CheckedEvent {
  EventKind kind = EventKind::unreadable;
  std::string event;  // the name it bears
  std::vector<tracking_plan::schema::Violation> violations;
};

// Longer texts are not read: no receiver takes a hundredth of it.
inline constexpr std::size_t longest_event_text = 16U << 20U;

// Not thread-safe: its schemas remember what they have accepted, within limits.
class EventCheck {
 public:
  // `plan` must outlive it.
  explicit EventCheck(const TrackingPlan& plan);

  // `text` is one event as the HTTP API takes it, {type, event, properties, …}; `type` may be missing. A legacy
  // name is a violation, and its properties are checked by the rule that is for them now.
  [[nodiscard]] CheckedEvent check(std::string_view text);

 private:
  void check_planned(const nlohmann::json& event, CheckedEvent& checked);

  const TrackingPlan& plan_;
  std::map<const Rule*, tracking_plan::schema::Schema> schemas_;
};

}  // namespace sent::tracking_plan
