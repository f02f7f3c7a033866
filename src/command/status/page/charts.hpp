// SPDX-License-Identifier: Apache-2.0

// Events, users and duration by day. Pure.

#pragma once

#include <string>

#include "command/status/report/status.hpp"

namespace sent::command::status::page {

// Three charts, or a sentence if there are no days.
[[nodiscard]] std::string charts_html(const report::Status& status);

}  // namespace sent::command::status::page
