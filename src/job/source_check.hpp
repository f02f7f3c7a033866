// SPDX-License-Identifier: Apache-2.0

// Checks what is about to be sent of each source against the tracking plan's rule for it.
//
// What the recipients of a source share is checked, in the event of the first of them. Few sources need to be looked at
// in full: one whose properties are all known, with values that lie between such as were right before, is right too.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "encode/event_writer.hpp"
#include "expand/source_usage.hpp"
#include "log/log.hpp"
#include "tracking_plan/schema/schema.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::job {

// Not thread-safe.
class SourceCheck {
 public:
  // Throws Failure(usage) when `plan` has no rule for the event, or one that speaks of what differs from recipient to
  // recipient or day to day.
  explicit SourceCheck(const tracking_plan::TrackingPlan& plan);

  // Why no event of `usage`, which `writer` has begun, may be sent; none when they may. `usage` has a recipient.
  [[nodiscard]] std::optional<std::string> refusal(encode::EventWriter& writer, const expand::SourceUsage& usage);
  // The same for one event, as when it is sent again.
  [[nodiscard]] std::optional<std::string> refusal(std::string_view event);

  // Once for each way in which sources violated the rule, with an example.
  void log_violations(log::Log& log) const;

 private:
  struct ViolationKind {
    std::uint64_t times = 0;  // a source and day is once
    std::string example;      // a source's id
    std::string found;
  };
  [[nodiscard]] bool is_surely_right(const encode::EventWriter& writer, const expand::SourceUsage& usage);
  [[nodiscard]] std::vector<tracking_plan::schema::Violation> violations(std::string_view event);
  void note(std::string_view source_id, const std::vector<tracking_plan::schema::Violation>& violations);

  tracking_plan::schema::Schema rule_;
  std::optional<tracking_plan::schema::ObjectSchema*>
      properties_;  // none: every source is checked in full; null: nothing is said of them
  std::optional<tracking_plan::schema::ObjectSchema*> context_;  // likewise
  std::array<bool, 2> rest_is_right_{};         // what all events without, and all with a groupId have in common
  std::map<std::string, ViolationKind> kinds_;  // the first of them, by place and expectation
};

}  // namespace sent::job
