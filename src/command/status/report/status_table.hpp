// SPDX-License-Identifier: Apache-2.0

// A status for a terminal. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// A table with one line per day and a line of totals, then tables of rejected events by reason, of the largest sources
// and of the largest workspaces, if there are any. Unknown values are "-". Control characters in ids, slugs and reasons
// are escaped. Each line ends with a newline.
[[nodiscard]] std::string status_table(const Status& status);

}  // namespace sent::command::status::report
