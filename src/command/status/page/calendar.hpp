// SPDX-License-Identifier: Apache-2.0

// The days of a status as a calendar. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::page {

// A legend with the number of days in each state, and a table for each month, with weeks from Monday as rows; weeks
// outside the range are left out. Each day has the colour and mark of its state, a tooltip with its figures, and a link
// to its row in the table of days. If there are at most two months, each day also shows its number of events.
[[nodiscard]] std::string calendar_html(const report::Status& status, const report::StatusTotals& totals);

// The id of a day's row in the table of days.
[[nodiscard]] std::string anchor_of(Day day);

}  // namespace sent::command::status::page
