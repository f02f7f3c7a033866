// SPDX-License-Identifier: Apache-2.0

#include "survey/cost.hpp"

#include <algorithm>

namespace sent::survey {

std::optional<double> seconds_at_rate(std::uint64_t events, std::uint64_t requests, std::uint64_t max_events_per_second,
                                      std::uint64_t max_requests_per_second) {
  if (max_events_per_second == 0 && max_requests_per_second == 0) return std::nullopt;
  const auto at = [](std::uint64_t count, std::uint64_t rate) {
    return rate == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(rate);
  };
  return std::max(at(events, max_events_per_second), at(requests, max_requests_per_second));
}

std::uint64_t calls_per_month(std::uint64_t events, std::size_t days) { return days == 0 ? 0 : events * 30 / days; }

}  // namespace sent::survey
