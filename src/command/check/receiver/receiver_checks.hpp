// SPDX-License-Identifier: Apache-2.0

// Judges the answers of the receiver and of its probe. Pure.

#pragma once

#include <chrono>
#include <variant>

#include "command/check/checklist/check.hpp"
#include "command/check/receiver/receiver_probe.hpp"
#include "config/config.hpp"
#include "ship/transport.hpp"

namespace sent::command::check::receiver {

// Whether the receiver was reached, and its certificate.
[[nodiscard]] checklist::Checks judge_receiver(const config::Config::Sink& sink,
                                               const std::variant<http::Reached, http::NoReply>& reached,
                                               std::chrono::system_clock::time_point now);

// For preset file.
[[nodiscard]] checklist::Check judge_file(const std::string& path, bool may_write);

// Judges what came back for the test event.
[[nodiscard]] checklist::Check judge_test_event(const config::Config::Sink& sink, const http::Answer& answer);

}  // namespace sent::command::check::receiver
