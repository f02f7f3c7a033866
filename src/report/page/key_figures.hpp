// The four numbers at the head of the page. Pure.

#pragma once

#include <string>

#include "report/status.hpp"
#include "report/status_totals.hpp"

namespace sent {

// `totals` are those of `status`.
[[nodiscard]] std::string key_figures_html(const Status& status, const StatusTotals& totals);

}  // namespace sent
