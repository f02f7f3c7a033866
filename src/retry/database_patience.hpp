// SPDX-License-Identifier: Apache-2.0

// How long a run retries after a database error.

#pragma once

#include <cstdint>
#include <stop_token>

#include "config/config.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "retry/patience.hpp"

namespace sent::retry {

// database.max_attempts attempts, with backoff and full jitter from `seed`. Gives up once `stop` is requested, and for
// good when it was exhausted once: the run then ends, and whatever it still asks is asked once. Logs each wait. `clock`
// and `log` must outlive it. Thread-safe.
[[nodiscard]] Patience patience_of(const config::Config::Database& database, Clock& clock, log::Log& log,
                                   std::uint64_t seed, std::stop_token stop);

}  // namespace sent::retry
