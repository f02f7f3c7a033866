// SPDX-License-Identifier: Apache-2.0

// What a status says, as tables. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::page {

// Each day, oldest first, and what they add up to. `totals` are those of `status`.
[[nodiscard]] std::string days_table_html(const report::Status& status, const report::StatusTotals& totals);

// Each of the next is a sentence instead when there is none.
[[nodiscard]] std::string rejected_table_html(const std::vector<RejectedBecause>& rejected);
[[nodiscard]] std::string sources_table_html(const std::vector<FanOut>& sources);
[[nodiscard]] std::string workspaces_table_html(const std::vector<FanOut>& workspaces);

}  // namespace sent::command::status::page
