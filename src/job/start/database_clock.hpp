// SPDX-License-Identifier: Apache-2.0

// The database's clock, a run's only time of day. Not thread-safe.

#pragma once

#include "log/log.hpp"
#include "model/clock.hpp"
#include "read/calendar.hpp"

namespace sent::job::start {

// Logs when this machine's clock differs from it by more than read::clock_tolerance.
[[nodiscard]] read::Calendar::Now read_clock(read::Calendar& calendar, const Clock& clock, log::Log& log);

}  // namespace sent::job::start
