// SPDX-License-Identifier: Apache-2.0

// The totals of all days of a status. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "command/status/report/day_state.hpp"
#include "command/status/report/status.hpp"

namespace sent::command::status::report {

struct StatusTotals {
  std::array<std::uint64_t, all_day_states.size()> days_in{};  // number of days in each state
  std::uint64_t delivered = 0;                                 // events
  std::uint64_t rejected = 0;                                  // events
  std::optional<std::uint64_t> planned;  // events of the days whose number is known; absent if none is

  [[nodiscard]] std::uint64_t in(DayState state) const { return days_in[static_cast<std::size_t>(state)]; }
  // Days that have nothing left to send.
  [[nodiscard]] std::uint64_t complete_days() const;
  // Closed days that have something left to send.
  [[nodiscard]] std::uint64_t incomplete_days() const { return in(DayState::partial) + in(DayState::missing); }
};

[[nodiscard]] StatusTotals totals_of(const Status& status);

}  // namespace sent::command::status::report
