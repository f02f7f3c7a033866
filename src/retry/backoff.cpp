// SPDX-License-Identifier: Apache-2.0

#include "retry/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace sent::retry {

std::chrono::milliseconds backoff_before_retry(int attempt, std::chrono::milliseconds backoff,
                                               std::chrono::milliseconds max_backoff, double random) {
  // In floating point, where doubling any number of times does not overflow.
  const double grown = std::ldexp(static_cast<double>(backoff.count()), std::max(attempt, 1) - 1);
  const double bound = std::min(grown, static_cast<double>(max_backoff.count()));
  return std::chrono::milliseconds{static_cast<std::chrono::milliseconds::rep>(bound * random)};
}

}  // namespace sent::retry
