// SPDX-License-Identifier: Apache-2.0

// Derives the state of each day of a range from the ledger's records. Pure.

#pragma once

#include <functional>
#include <vector>

#include "command/status/report/history.hpp"
#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// `records` must be within `range`. `is_closed` is called for days without a record.
[[nodiscard]] std::vector<DayStatus> day_states(DayRange range, const std::vector<DayRecord>& records,
                                                const std::function<bool(Day)>& is_closed);

}  // namespace sent::command::status::report
