// SPDX-License-Identifier: Apache-2.0

// What the ledger says of a range of days, for people and programs. Values only; how they look is status_table,
// status_json and status_page.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/day.hpp"
#include "model/day_plan.hpp"
#include "model/rejection.hpp"

namespace sent::command::status::report {

enum class DayState {
  delivered,   // complete, nothing rejected is kept
  rejected,    // complete, some events are kept as rejected
  zero,        // complete, and there was no event to send
  partial,     // begun, not complete
  missing,     // closed, not begun
  not_closed,  // its counters are not final yet
};

struct DayStatus {
  Day day;
  DayState state = DayState::missing;
  std::optional<int> percent;            // of a partial day, 0 to 99
  std::optional<std::uint64_t> planned;  // events, as counted before the first was sent
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;                         // still kept
  std::optional<std::uint64_t> users;                 // distinct, as planned
  std::optional<std::chrono::milliseconds> duration;  // from when it was begun until it was complete
};

struct Status {
  DayRange days;
  Instant made_at;
  std::vector<DayStatus> by_day;          // each day of the range, oldest first
  std::vector<RejectedBecause> rejected;  // most events first
  std::vector<FanOut> sources;            // most events first, at most ten, as the next
  std::vector<FanOut> workspaces;
};

}  // namespace sent::command::status::report
