// SPDX-License-Identifier: Apache-2.0

// The four numbers at the top of the page. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"
#include "command/status/report/status_totals.hpp"

namespace sent::command::status::page {

// `totals` must be those of `status`.
[[nodiscard]] std::string key_figures_html(const report::Status& status, const report::StatusTotals& totals);

}  // namespace sent::command::status::page
