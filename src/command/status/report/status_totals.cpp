// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_totals.hpp"

namespace sent::command::status::report {

std::uint64_t StatusTotals::complete_days() const {
  return in(DayState::delivered) + in(DayState::rejected) + in(DayState::zero);
}

StatusTotals totals_of(const Status& status) {
  StatusTotals totals;
  for (const DayStatus& day : status.by_day) {
    ++totals.days_in[static_cast<std::size_t>(day.state)];
    totals.delivered += day.delivered;
    totals.rejected += day.rejected;
    if (day.planned) totals.planned = totals.planned.value_or(0) + *day.planned;
  }
  return totals;
}

}  // namespace sent::command::status::report
