// SPDX-License-Identifier: Apache-2.0

// Days as people write them. Pure.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "model/day.hpp"

namespace sent::command::status::report {

// March; empty if `month` is not a month.
[[nodiscard]] std::string_view month_name(std::chrono::month month);

// 3 Mar.
[[nodiscard]] std::string short_date(Day day);

// 3 March 2026.
[[nodiscard]] std::string long_date(Day day);

// Without repeating what both ends share: 3 March 2026; 1 to 31 March 2026; 26 February to 4 March 2026.
[[nodiscard]] std::string range_text(DayRange range);

}  // namespace sent::command::status::report
