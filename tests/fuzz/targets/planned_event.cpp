// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fuzz/input.hpp"
#include "tracking_plan/event_check.hpp"
#include "tracking_plan/event_stream_report.hpp"

namespace sent::tests {

namespace {

bool is_printable(const std::string& lines) {
  return std::ranges::all_of(lines, [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; });
}

}  // namespace

// A line to check against the built-in plan.
void fuzz_planned_event(Bytes bytes) {
  static const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(std::nullopt);
  static tracking_plan::EventCheck check(plan);
  const std::string_view text = FuzzInput(bytes).rest();
  const tracking_plan::CheckedEvent checked = check.check(text);
  tracking_plan::EventStreamReport report;
  const std::string lines = report.take(1, checked);
  require(is_printable(lines), "nothing foreign is printed raw");
  require(static_cast<std::size_t>(std::ranges::count(lines, '\n')) == checked.violations.size(),
          "a violation is a line");
  require(report.is_clean() == checked.violations.empty(), "the report tells of violations");
  require(is_printable(report.summary()), "nothing foreign is printed raw");
  const bool is_wrong = checked.kind == tracking_plan::EventKind::unreadable ||
                        checked.kind == tracking_plan::EventKind::unplanned ||
                        checked.kind == tracking_plan::EventKind::legacy;
  require(!is_wrong || !checked.violations.empty(), "what is wrong is a violation");
  if (checked.kind != tracking_plan::EventKind::unreadable)
    require(nlohmann::json::accept(text), "only JSON is an event");
}

}  // namespace sent::tests
