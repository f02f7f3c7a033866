// SPDX-License-Identifier: Apache-2.0

// Adds up the size of a day or of a part of it, event by event, from what was read to send it.

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

// One event, without its properties.
struct PlannedEvent {
  std::string_view source_id;
  std::string_view slug;
  std::optional<std::string_view> workspace;  // absent: a user account owns the source, or it has no owner
  std::string_view user_id;
};

// Only `exact_users` decides how much memory it needs. Not thread-safe.
class Survey {
 public:
  // Up to `exact_users` users are counted exactly, more of them within about 1.2 / sqrt(exact_users).
  explicit Survey(std::size_t exact_users) : users_(exact_users) {}

  // The events of one source and day come one after the other.
  void add(const PlannedEvent& event);
  // Adds a sample: the number of some of the events added, and their bytes together.
  void add_sample(std::uint64_t events, std::uint64_t bytes);
  // Call it before events of another day, or of another part of a day, follow.
  void close_source();

  [[nodiscard]] std::uint64_t users() const { return users_.count(); }
  [[nodiscard]] std::uint64_t events() const { return events_ + source_events_; }
  // This and plan() REQUIRE close_source() after the last event.
  [[nodiscard]] std::vector<LargeFanOut> largest_workspaces() const;
  // Bytes and requests are estimated by the sample; 0 without one.
  [[nodiscard]] DayPlan plan(Day day, encode::BatchLimits limits) const;

 private:
  std::uint64_t events_ = 0;
  std::uint64_t sources_ = 0;
  std::uint64_t sample_events_ = 0;
  std::uint64_t sample_bytes_ = 0;
  DistinctCount users_;
  Largest largest_sources_;
  WorkspaceTally workspaces_;

  // These are of the source whose events are being added.
  std::string source_id_;
  std::string slug_;
  std::optional<std::string> workspace_;
  std::uint64_t source_events_ = 0;
};

}  // namespace sent::survey
