// SPDX-License-Identifier: Apache-2.0

// What sending events costs in time and in API calls. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sent::survey {

// What Segment counts as API calls in 30 days like these `days` days with `events` events.
[[nodiscard]] std::uint64_t calls_per_month(std::uint64_t events, std::size_t days);

// How long sending takes at the configured rates, of which 0 means no limit; none without a limit.
[[nodiscard]] std::optional<double> seconds_at_rate(std::uint64_t events, std::uint64_t requests,
                                                    std::uint64_t max_events_per_second,
                                                    std::uint64_t max_requests_per_second);

}  // namespace sent::survey
