// SPDX-License-Identifier: Apache-2.0

// What a backfill does to destinations that the `integrations` object does not mention. Pure.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backfill/destination_rules.hpp"
#include "day/day_facts.hpp"

namespace sent::backfill {

// A destination, and the days whose events its rule applies to.
struct DestinationEffect {
  const DestinationRule* rule;
  std::size_t days = 0;  // number of affected days
  Day first, last;       // the first and last of them
};

// The effects of the events of `days`, which arrive at `now`, in the order of the rules. `integrations`, a JSON object
// or empty, is part of each event. A destination that it names, with any value, is left out; {"All": false} leaves out
// all of them.
[[nodiscard]] std::vector<DestinationEffect> effects_on_destinations(const std::optional<std::string>& integrations,
                                                                     std::span<const day::DayFacts> days, Instant now);

// "Customer.io: events of 2 days, 2026-03-09 to 2026-03-10, are younger than 72 h and can trigger campaigns".
[[nodiscard]] std::string describe(const DestinationEffect& effect);

// A JSON object that switches each of these destinations off: {"Customer.io": false}.
[[nodiscard]] std::string exclusion_of(std::span<const DestinationEffect> effects);

}  // namespace sent::backfill
