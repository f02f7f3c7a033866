// SPDX-License-Identifier: Apache-2.0

// The names of the states of a day. Pure.

#pragma once

#include <array>
#include <string>
#include <string_view>

#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// Every state, finished ones first.
constexpr std::array<DayState, 6> all_day_states{DayState::delivered, DayState::rejected, DayState::zero,
                                                 DayState::partial,   DayState::missing,  DayState::not_closed};

// For programs: not_closed.
[[nodiscard]] std::string_view name_of(DayState state);

// For people: not closed.
[[nodiscard]] std::string_view words_of(DayState state);

// For people, with the progress of a partial day: partial 42%.
[[nodiscard]] std::string state_text(const DayStatus& day);

}  // namespace sent::command::status::report
