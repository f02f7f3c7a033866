// SPDX-License-Identifier: Apache-2.0

// A status for people, on a terminal. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::report {

// One line a day under a line of names, and one of totals; then, when there are any, rejected events by reason, the
// largest sources and the largest workspaces. What is unknown is "-". Ids, slugs and reasons are made visible.
// Each line ends with a newline.
[[nodiscard]] std::string status_table(const Status& status);

}  // namespace sent::command::status::report
