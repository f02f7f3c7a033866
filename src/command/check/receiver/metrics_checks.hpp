// SPDX-License-Identifier: Apache-2.0

// Judges where metrics go. A run goes on without them, so nothing here is an error. Pure.

#pragma once

#include <string>
#include <variant>

#include "command/check/checklist/check.hpp"
#include "command/check/receiver/receiver_probe.hpp"

namespace sent::command::check::receiver {

// metrics.textfile: whether its folder takes files, for it is written anew as a whole.
[[nodiscard]] checklist::Check judge_textfile(const std::string& path, bool may_write);

// metrics.pushgateway
[[nodiscard]] checklist::Check judge_pushgateway(const std::string& url,
                                                 const std::variant<http::Reached, http::NoReply>& reached);

}  // namespace sent::command::check::receiver
