// SPDX-License-Identifier: Apache-2.0

// What a backfill does to destinations that nobody has decided about. Pure.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backfill/destination_rules.hpp"
#include "day/due_days.hpp"

namespace sent::backfill {

// A destination that gets events which its rule is about.
struct DestinationEffect {
  const DestinationRule* rule;
  std::size_t days = 0;  // that its rule is about
  Day first, last;       // of them
};

// `integrations`, a JSON object or empty, goes with every event of `days`, which arrive at `now`. It deals with a
// destination that it names, with whatever value, and with all others when it says {"All": false}. In the declaration's
// order.
[[nodiscard]] std::vector<DestinationEffect> effects_on_destinations(std::string_view integrations,
                                                                     std::span<const day::DayFacts> days, Instant now);

// "Customer.io: events of 2 days, 2026-03-09 to 2026-03-10, are younger than 72 h and can trigger campaigns".
[[nodiscard]] std::string describe(const DestinationEffect& effect);

// An object that names each of them, with false: {"Customer.io": false}.
[[nodiscard]] std::string exclusion_of(std::span<const DestinationEffect> effects);

}  // namespace sent::backfill
