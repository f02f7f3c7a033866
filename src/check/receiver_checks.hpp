// Judges how the receiver is reached and what it answers. Pure.

#pragma once

#include <chrono>
#include <variant>

#include "check/check.hpp"
#include "config/config.hpp"
#include "ship/receiver_probe.hpp"
#include "ship/transport.hpp"

namespace sent {

// Whether the receiver was reached, and its certificate.
[[nodiscard]] Checks judge_receiver(const Config::Sink& sink, const std::variant<Reached, NoReply>& reached,
                                    std::chrono::system_clock::time_point now);

// Of preset file.
[[nodiscard]] Check judge_file(const std::string& path, bool may_write);

// What came back for the one test event.
[[nodiscard]] Check judge_test_event(const Config::Sink& sink, const Answer& answer);

}  // namespace sent
