// Judges where metrics go. A run goes on without them, so nothing here is an error. Pure.

#pragma once

#include <string>
#include <variant>

#include "check/check.hpp"
#include "ship/receiver_probe.hpp"

namespace sent {

// metrics.textfile: whether its folder takes files, for it is written anew as a whole.
[[nodiscard]] Check judge_textfile(const std::string& path, bool may_write);

// metrics.pushgateway
[[nodiscard]] Check judge_pushgateway(const std::string& url, const std::variant<Reached, NoReply>& reached);

}  // namespace sent
