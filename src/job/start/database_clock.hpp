// SPDX-License-Identifier: Apache-2.0

// The database's clock, a run's only time of day. Not thread-safe.

#pragma once

#include <chrono>
#include <stop_token>

#include "config/config.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "read/calendar.hpp"
#include "retry/patience.hpp"

namespace sent::job::start {

// Throws Failure(usage) if this machine's clock differs from it by too much (read/clock_difference.hpp), and logs when
// it differs by more than read::clock_tolerance.
[[nodiscard]] read::Calendar::Now read_clock(read::Calendar& calendar, const Clock& clock,
                                             std::chrono::milliseconds settle, log::Log& log);

// The same for the ledger's database, if it is another one.
void check_ledger_clock(const config::Config& config, const Clock& clock, const retry::Patience& patience,
                        std::stop_token stop);

}  // namespace sent::job::start
