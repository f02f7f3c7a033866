// SPDX-License-Identifier: Apache-2.0

// What the ledger says about a range of days. Values; status_table, status_json and status_page present them.

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
  delivered,   // complete, without rejected events
  rejected,    // complete, with rejected events
  zero,        // complete, without any event
  partial,     // started but not complete
  missing,     // closed but not started
  not_closed,  // not started; its counters are not final yet
};

struct DayStatus {
  Day day;
  DayState state = DayState::missing;
  std::optional<int> percent;            // progress of a partial day, 0 to 99
  std::optional<std::uint64_t> planned;  // events, as counted when its chunks were read
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;                         // and not replayed since
  std::optional<std::uint64_t> users;                 // distinct, as counted with `planned`
  std::optional<std::chrono::milliseconds> duration;  // of a complete day, from start to completion
};

// A value.
struct Status {
  DayRange days;
  Instant made_at;
  std::vector<DayStatus> by_day;          // each day of the range, oldest first
  std::vector<RejectedBecause> rejected;  // most events first
  std::vector<FanOut> sources;            // at most ten, most events first; likewise workspaces
  std::vector<FanOut> workspaces;
};

}  // namespace sent::command::status::report
