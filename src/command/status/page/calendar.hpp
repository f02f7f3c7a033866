// SPDX-License-Identifier: Apache-2.0

// The days of a status as a calendar. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::page {

// A legend with the number of days in each state, and a table for each month, its weeks as rows, Monday first; weeks
// outside the range are left out. Each day has its state's colour and mark, tells its figures, and leads to its row
// of the table of days. Up to two months also show the events of each day.
[[nodiscard]] std::string calendar_html(const report::Status& status, const report::StatusTotals& totals);

// The anchor of a day's row.
[[nodiscard]] std::string anchor_of(Day day);

}  // namespace sent::command::status::page
