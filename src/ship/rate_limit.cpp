#include "ship/rate_limit.hpp"

#include <algorithm>

namespace sent {

namespace {

// What `count` of them take at `per_second`, rounded up.
Clock::Time::duration span_of(std::size_t count, std::uint64_t per_second) {
  if (per_second == 0) return {};
  const double seconds = static_cast<double>(count) / static_cast<double>(per_second);
  return std::chrono::ceil<Clock::Time::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

RateLimit::RateLimit(std::uint64_t events_per_second, std::uint64_t requests_per_second)
    : events_per_second_(events_per_second), requests_per_second_(requests_per_second) {}

Clock::Time RateLimit::reserve(Clock::Time now, std::size_t events) {
  const Clock::Time at = std::max({now, next_, paused_until_});
  next_ = at + std::max(span_of(events, events_per_second_), span_of(1, requests_per_second_));
  return at;
}

void RateLimit::pause_until(Clock::Time time) {
  paused_until_ = std::max(paused_until_, time);
  next_ = std::max(next_, paused_until_);
}

}  // namespace sent
