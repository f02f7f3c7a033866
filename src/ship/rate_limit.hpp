// SPDX-License-Identifier: Apache-2.0

// When the next request may go, so that events and requests per second stay within their limits.
//
// Requests are spaced out evenly and idle time earns no credit, so what was missed is never made up for
// in a burst: any second holds at most its limit, or one single batch if that alone is more. A pure value,
// which knows no clock; not thread-safe.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/clock.hpp"

namespace sent::ship {

// Between two requests; none when the rate is not known.
[[nodiscard]] Clock::Time::duration gap_at(std::optional<double> requests_per_second);

class RateLimit {
 public:
  // 0: no limit.
  RateLimit(std::uint64_t events_per_second, std::uint64_t requests_per_second);

  struct Turn {
    Clock::Time at;
    std::uint64_t round;
  };
  // Takes the next free moment for a request of `events` and returns it; never before `now`. `pace`: requests per
  // second that the receiver takes, when that is known.
  [[nodiscard]] Turn reserve(Clock::Time now, std::size_t events, std::optional<double> pace = std::nullopt);

  // Nothing may go before `time`; earlier pauses are only ever lengthened. Every turn that was reserved is void:
  // whoever holds one must reserve again.
  void pause_until(Clock::Time time);
  [[nodiscard]] bool is_void(Turn turn) const { return turn.round != round_; }

 private:
  std::uint64_t events_per_second_;
  std::uint64_t requests_per_second_;
  Clock::Time next_{};  // the first moment that no earlier request has used up
  Clock::Time paused_until_{};
  std::uint64_t round_ = 0;
};

}  // namespace sent::ship
