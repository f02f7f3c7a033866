// SPDX-License-Identifier: Apache-2.0

// What the days of a status add up to. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "command/status/report/day_state.hpp"
#include "command/status/report/status.hpp"

namespace sent::command::status::report {

struct StatusTotals {
  std::array<std::uint64_t, all_day_states.size()> days_in{};  // by state, in its order
  std::uint64_t delivered = 0;                                 // events, as the next
  std::uint64_t rejected = 0;
  std::optional<std::uint64_t> planned;  // of the days of which it is known; nothing when of none

  [[nodiscard]] std::uint64_t in(DayState state) const { return days_in[static_cast<std::size_t>(state)]; }
  // Days with nothing left to send.
  [[nodiscard]] std::uint64_t complete_days() const;
  // Days that could be complete and are not.
  [[nodiscard]] std::uint64_t incomplete_days() const { return in(DayState::partial) + in(DayState::missing); }
};

[[nodiscard]] StatusTotals totals_of(const Status& status);

}  // namespace sent::command::status::report
