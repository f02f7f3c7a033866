// Events, users and duration by day. Pure.

#pragma once

#include <string>

#include "report/status.hpp"

namespace sent {

// Three charts, or a sentence when the status has no day.
[[nodiscard]] std::string charts_html(const Status& status);

}  // namespace sent
