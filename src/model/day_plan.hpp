// SPDX-License-Identifier: Apache-2.0

// How large a day is, counted from what was read to send it. Values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/day.hpp"

namespace sent {

// A source or a workspace, with the number of events sent for it on one day.
struct LargeFanOut {
  std::string id;
  std::optional<std::string> slug;  // of a source; a workspace has none
  std::uint64_t events = 0;

  bool operator==(const LargeFanOut&) const = default;
};

// A source or a workspace, with its largest day of a range.
struct FanOut {
  std::string id;
  std::optional<std::string> slug;  // of a source; a workspace has none
  std::uint64_t events = 0;         // on `day`
  Day day;                          // its largest day
};

struct DayPlan {
  Day day;
  std::uint64_t events = 0;
  std::uint64_t users = 0;    // distinct; above 65,536 an estimate, within one percent
  std::uint64_t sources = 0;  // that have data and at least one recipient
  // Size of all request bodies before compression, and number of requests: estimates from a sample of the sources.
  std::uint64_t bytes = 0;
  std::uint64_t requests = 0;
  // At most ten of each, largest first.
  std::vector<LargeFanOut> largest_sources;
  std::vector<LargeFanOut> largest_workspaces;
};

}  // namespace sent
