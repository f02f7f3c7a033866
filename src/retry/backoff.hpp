// SPDX-License-Identifier: Apache-2.0

// How long to wait before the next attempt. Pure.

#pragma once

#include <chrono>

namespace sent::retry {

// Capped exponential backoff with full jitter: uniform in [0, min(max_backoff, backoff * 2^(attempt-1))).
// `attempt` counts the failed attempts, from 1; `random` is in [0, 1).
[[nodiscard]] std::chrono::milliseconds backoff_before_retry(int attempt, std::chrono::milliseconds backoff,
                                                             std::chrono::milliseconds max_backoff, double random);

}  // namespace sent::retry
