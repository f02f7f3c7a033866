// SPDX-License-Identifier: Apache-2.0

// How large a day is: its events, and what sending them takes.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/day.hpp"

namespace sent {

// A source or a workspace by the events that go out for it.
struct LargeFanOut {
  std::string id;
  std::optional<std::string> slug;  // of a source; a workspace has none
  std::uint64_t events = 0;

  bool operator==(const LargeFanOut&) const = default;
};

// The same over a range of days.
struct FanOut {
  std::string id;
  std::optional<std::string> slug;  // of a source; a workspace has none
  std::uint64_t events = 0;         // on its largest day of the range
  Day day;                          // that day
};

struct DayPlan {
  Day day;
  std::uint64_t events = 0;
  std::uint64_t users = 0;    // distinct; above 65,536 within one percent
  std::uint64_t sources = 0;  // that had data and a recipient
  // Uncompressed bodies and requests, by a sample of the sources.
  std::uint64_t bytes = 0;
  std::uint64_t requests = 0;
  // Most events first, at most ten.
  std::vector<LargeFanOut> largest_sources;
  std::vector<LargeFanOut> largest_workspaces;
};

}  // namespace sent
