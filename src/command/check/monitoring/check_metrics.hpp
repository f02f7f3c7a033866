// SPDX-License-Identifier: Apache-2.0

// Checks whether metrics can be published where the settings say. A run continues without metrics, so nothing here is
// an error.

#pragma once

#include <string>
#include <variant>

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"
#include "http/connection.hpp"

namespace sent::command::check::monitoring {

// Asks about each place that the settings name, and judges the answers.
[[nodiscard]] checklist::Checks check_metrics(const config::Config& config);

// metrics.textfile: whether its folder is writable, because each run replaces the whole file. Pure.
[[nodiscard]] checklist::Check judge_textfile(const std::string& path, bool may_write);

// metrics.pushgateway: whether it can be reached. Pure.
[[nodiscard]] checklist::Check judge_pushgateway(const std::string& url,
                                                 const std::variant<http::Reached, http::NoReply>& reached);

}  // namespace sent::command::check::monitoring
