// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/day_state.hpp"

#include <fmt/format.h>

namespace sent::command::status::report {

std::string_view name_of(DayState state) {
  switch (state) {
    case DayState::delivered: return "delivered";
    case DayState::rejected: return "rejected";
    case DayState::zero: return "zero";
    case DayState::partial: return "partial";
    case DayState::missing: return "missing";
    case DayState::not_closed: return "not_closed";
  }
  return "unknown";
}

std::string_view words_of(DayState state) { return state == DayState::not_closed ? "not closed" : name_of(state); }

std::string state_text(const DayStatus& day) {
  const std::string words{words_of(day.state)};
  return day.state == DayState::partial && day.percent ? fmt::format("{} {}%", words, *day.percent) : words;
}

}  // namespace sent::command::status::report
