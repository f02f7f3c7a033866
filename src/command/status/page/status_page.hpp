// SPDX-License-Identifier: Apache-2.0

// A status as a web page. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::page {

// One self-contained HTML document, which is also well-formed XML: it loads nothing and runs no script. It says whether
// everything has been delivered and what to do if not. It shows the days as a calendar, as charts and as a table,
// rejected events by reason, and the largest sources and workspaces. It suits phones, wide screens, dark mode and
// paper.
[[nodiscard]] std::string status_page(const report::Status& status);

}  // namespace sent::command::status::page
