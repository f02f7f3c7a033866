// When the next request may go, so that events and requests per second stay within their limits.
//
// Requests are spaced out evenly and idle time earns no credit, so what was missed is never made up for
// in a burst: any second holds at most its limit, or one single batch if that alone is more. A pure value,
// which knows no clock; not thread-safe.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "model/clock.hpp"

namespace sent {

class RateLimit {
 public:
  // 0: no limit.
  RateLimit(std::uint64_t events_per_second, std::uint64_t requests_per_second);

  // Takes the next free moment for a request of `events` and returns it; never before `now`.
  [[nodiscard]] Clock::Time reserve(Clock::Time now, std::size_t events);

  // Nothing may go before `time`; earlier pauses are only ever lengthened. Moments reserved before it are
  // void: whoever holds one must reserve again.
  void pause_until(Clock::Time time);
  [[nodiscard]] Clock::Time paused_until() const { return paused_until_; }

 private:
  std::uint64_t events_per_second_;
  std::uint64_t requests_per_second_;
  Clock::Time next_{};  // the first moment that no earlier request has used up
  Clock::Time paused_until_{};
};

}  // namespace sent
