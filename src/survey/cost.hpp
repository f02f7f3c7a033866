// SPDX-License-Identifier: Apache-2.0

// What sending events costs in time and in API calls. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sent::survey {

// The number of API calls that Segment counts in 30 days, if every `days` days have `events` events.
[[nodiscard]] std::uint64_t calls_per_month(std::uint64_t events, std::size_t days);

// How many seconds sending takes at the configured rates (0: no limit); nothing if there is no limit at all.
[[nodiscard]] std::optional<double> seconds_at_rate(std::uint64_t events, std::uint64_t requests,
                                                    std::uint64_t max_events_per_second,
                                                    std::uint64_t max_requests_per_second);

}  // namespace sent::survey
