// From what the ledger has recorded to the state of each day of a range. Pure.

#pragma once

#include <functional>
#include <vector>

#include "ledger/history.hpp"
#include "report/status.hpp"

namespace sent {

// `records` are oldest first, within `range`. `is_closed` is asked about days that were never begun.
[[nodiscard]] std::vector<DayStatus> day_states(DayRange range, const std::vector<DayRecord>& records,
                                                const std::function<bool(Day)>& is_closed);

}  // namespace sent
