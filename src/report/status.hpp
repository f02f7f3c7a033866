// What the ledger says of a range of days, for people and programs. Values only; how they look is status_table, status_json
// and status_page.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/day.hpp"

namespace sent {

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
  std::optional<int> percent;               // of a partial day, 0 to 99
  std::optional<std::uint64_t> planned;     // events, as counted before the first was sent
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;               // still kept
  std::optional<std::uint64_t> users;       // distinct, as planned
  std::optional<std::chrono::milliseconds> duration;  // from when it was begun until it was complete
};

// Rejected events that are kept, by what the receiver, or the program itself (status 0), said.
struct RejectedBecause {
  int status = 0;
  std::string reason;
  std::uint64_t events = 0;
};

// A source or a workspace, and how many events a day of it comes to.
struct FanOut {
  std::string id;
  std::string slug;  // of a source; empty for a workspace
  std::uint64_t events = 0;  // on its largest day of the range
  Day day;                   // that day
};

struct Status {
  DayRange days;
  Instant made_at;
  std::vector<DayStatus> by_day;          // each day of the range, oldest first
  std::vector<RejectedBecause> rejected;  // most events first
  std::vector<FanOut> sources;            // most events first, at most ten, as the next
  std::vector<FanOut> workspaces;
};

}  // namespace sent
