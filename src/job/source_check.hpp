// SPDX-License-Identifier: Apache-2.0

// Checks what is about to be sent for each source against the tracking plan's rule.
//
// Everything that is checked is the same for all recipients of a source, so only the first recipient's event is
// checked. Few sources need a full check: a source is right if all its properties are known and their values lie
// between values that were right before.

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
  struct ViolationKind {
    std::uint64_t times = 0;  // once for each source and day
    std::string example;      // a source's id
    std::string found;
  };

  // Throws Failure(usage) if `plan` has no rule for the event, or has a schema for a part that differs between
  // recipients or days.
  explicit SourceCheck(const tracking_plan::TrackingPlan& plan);

  // Tells this rule for the event from any other.
  [[nodiscard]] const std::string& digest() const { return digest_; }

  // Why the events of `usage`, which `writer` has begun, must not be sent; nothing if they may be sent. REQUIRES:
  // `usage` has a recipient.
  [[nodiscard]] std::optional<std::string> refusal(const encode::EventWriter& writer, const expand::SourceUsage& usage);
  // The same for one event, for example one that is sent again.
  [[nodiscard]] std::optional<std::string> refusal(std::string_view event);

  // The ways in which sources violated the rule, each by place and expectation; only the first ones.
  [[nodiscard]] const std::map<std::string, ViolationKind>& violations() const { return kinds_; }
  // Logs one record for each way in which sources violated the rule, with an example.
  void log_violations(log::Log& log) const;

 private:
  void note_rest(const encode::EventRules& rules);
  [[nodiscard]] bool is_surely_right(const encode::EventWriter& writer, const expand::SourceUsage& usage);
  void note(std::string_view source_id, const std::vector<tracking_plan::schema::Violation>& violations);

  const std::string digest_;
  tracking_plan::schema::Schema rule_;
  std::optional<tracking_plan::schema::ObjectSchema*>
      properties_;  // absent: every source is checked in full; null: the rule says nothing about them
  std::optional<tracking_plan::schema::ObjectSchema*> context_;  // likewise
  std::array<bool, 2> rest_is_right_{};         // what events without a groupId share, and those with one
  std::string rest_;                            // of which events, as far as rules decide that
  std::map<std::string, ViolationKind> kinds_;  // by place and expectation; the first ones
};

}  // namespace sent::job
