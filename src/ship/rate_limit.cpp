// SPDX-License-Identifier: Apache-2.0

#include "ship/rate_limit.hpp"

#include <algorithm>

namespace sent::ship {

namespace {

// The time for `count` at `per_second`, rounded up.
Clock::Time::duration span_of(std::size_t count, std::uint64_t per_second) {
  if (per_second == 0) return {};
  const double seconds = static_cast<double>(count) / static_cast<double>(per_second);
  return std::chrono::ceil<Clock::Time::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

Clock::Time::duration gap_at(std::optional<double> requests_per_second) {
  if (!requests_per_second) return {};
  return std::chrono::ceil<Clock::Time::duration>(std::chrono::duration<double>(1 / *requests_per_second));
}

RateLimit::RateLimit(std::uint64_t events_per_second, std::uint64_t requests_per_second)
    : events_per_second_(events_per_second), requests_per_second_(requests_per_second) {}

RateLimit::Turn RateLimit::reserve(Clock::Time now, std::size_t events, std::optional<double> pace) {
  const Clock::Time at = std::max({now, next_, paused_until_});
  next_ = at + std::max({span_of(events, events_per_second_), span_of(1, requests_per_second_), gap_at(pace)});
  return {at, round_};
}

void RateLimit::pause_until(Clock::Time time) {
  paused_until_ = std::max(paused_until_, time);
  next_ = paused_until_;
  ++round_;
}

}  // namespace sent::ship
