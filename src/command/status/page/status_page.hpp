// SPDX-License-Identifier: Apache-2.0

// A status as a page to look at, to mail or to publish. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::page {

// One HTML document, well-formed XML too, that needs nothing else: no network, no script. It says whether everything is
// delivered and what to do if not, and shows the days as a calendar, as charts and as a table, rejected events by
// reason, and the largest sources and workspaces. Made for phones, wide screens, the dark, and paper.
[[nodiscard]] std::string status_page(const report::Status& status);

}  // namespace sent::command::status::page
