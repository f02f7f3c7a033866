// SPDX-License-Identifier: Apache-2.0

// From what the ledger has recorded to the state of each day of a range. Pure.

#pragma once

#include <functional>
#include <vector>

#include "command/status/report/history.hpp"
#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// `records` are oldest first, within `range`. `is_closed` is asked about days that were never begun.
[[nodiscard]] std::vector<DayStatus> day_states(DayRange range, const std::vector<DayRecord>& records,
                                                const std::function<bool(Day)>& is_closed);

}  // namespace sent::command::status::report
