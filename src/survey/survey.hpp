// SPDX-License-Identifier: Apache-2.0

// Adds up what sending a day comes to, event by event, before any is sent: cost for the one who is to approve it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "encode/batch.hpp"
#include "model/day_plan.hpp"
#include "survey/distinct_count.hpp"
#include "survey/largest.hpp"
#include "survey/workspace_tally.hpp"

namespace sent::survey {

// One event, without what it says.
struct PlannedEvent {
  std::string_view source_id;
  std::string_view slug;
  std::optional<std::string_view> workspace;  // none: the source is a user account's, or nobody's
  std::string_view user_id;
};

// Its memory is bounded by `exact_users` alone. Not thread-safe.
class Survey {
 public:
  // `exact_users`: how many users are counted exactly; more are, within 1.2 / sqrt(exact_users) or so.
  explicit Survey(std::size_t exact_users) : users_(exact_users) {}

  // The events of one source and day come one after the other.
  void add(const PlannedEvent& event);
  // So many events of those added, and the bytes they have together.
  void add_sample(std::uint64_t events, std::uint64_t bytes);
  // Another day, or another part of one, follows.
  void close_source();

  [[nodiscard]] std::uint64_t users() const { return users_.count(); }
  // REQUIRES, as plan() does: close_source() after the last event.
  [[nodiscard]] std::vector<LargeFanOut> largest_workspaces() const;
  // Bytes and requests are by the sample, 0 without one.
  [[nodiscard]] DayPlan plan(Day day, encode::BatchLimits limits) const;

 private:
  std::uint64_t events_ = 0;
  std::uint64_t sources_ = 0;
  std::uint64_t sample_events_ = 0;
  std::uint64_t sample_bytes_ = 0;
  DistinctCount users_;
  Largest largest_sources_;
  WorkspaceTally workspaces_;

  // Of the source whose events come.
  std::string source_id_;
  std::string slug_;
  std::optional<std::string> workspace_;
  std::uint64_t source_events_ = 0;
};

}  // namespace sent::survey
