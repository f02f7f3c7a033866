// SPDX-License-Identifier: Apache-2.0

// When the next request may go, so that events and requests per second stay within their limits. A value; it reads no
// clock.
//
// Requests are spaced evenly, and idle time earns no credit for a burst: any second contains at most the limit, or one
// batch if that batch alone is more.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/clock.hpp"

namespace sent::ship {

// The time between two requests; zero when the rate is not known. Pure.
[[nodiscard]] Clock::Time::duration gap_at(std::optional<double> requests_per_second);

class RateLimit {
 public:
  // 0: no limit.
  RateLimit(std::uint64_t events_per_second, std::uint64_t requests_per_second);

  struct Turn {
    Clock::Time at;
    std::uint64_t round;
  };
  // Reserves the next free moment, not before `now`, for a request with this many events. `pace`: the requests per
  // second that the receiver accepts, if known.
  [[nodiscard]] Turn reserve(Clock::Time now, std::size_t events, std::optional<double> pace = std::nullopt);

  // No request goes before `time`; a longer pause stays as it is. Every reserved turn becomes void, and its owner must
  // reserve again.
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
