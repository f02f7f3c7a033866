// SPDX-License-Identifier: Apache-2.0

// The tables of the status page. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::page {

// One row per day, oldest first, and a row of totals. `totals` must be those of `status`.
[[nodiscard]] std::string days_table_html(const report::Status& status, const report::StatusTotals& totals);

// Each of these is a sentence instead if there is nothing to list.
[[nodiscard]] std::string rejected_table_html(const std::vector<RejectedBecause>& rejected);
[[nodiscard]] std::string sources_table_html(const std::vector<FanOut>& sources);
[[nodiscard]] std::string workspaces_table_html(const std::vector<FanOut>& workspaces);

}  // namespace sent::command::status::page
