// SPDX-License-Identifier: Apache-2.0

// What sending events costs in time and in API calls. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sent::survey {

// What Segment counts as API calls in 30 days that are as those `days` days, which came to `events`.
[[nodiscard]] std::uint64_t calls_per_month(std::uint64_t events, std::size_t days);

// How long sending takes at the configured rate, 0 meaning no limit; nothing when neither is limited.
[[nodiscard]] std::optional<double> seconds_at_rate(std::uint64_t events, std::uint64_t requests,
                                                    std::uint64_t max_events_per_second,
                                                    std::uint64_t max_requests_per_second);

}  // namespace sent::survey
