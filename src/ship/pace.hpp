// SPDX-License-Identifier: Apache-2.0

// How many requests per second a receiver accepts, found by sending more until it answers 429. A value; it reads no
// clock.
//
// The rate follows CUBIC, as in TCP: after a refusal it falls a little below the rate that was too high, returns to it
// after two seconds or twenty requests, stays near it, and then grows faster and faster. A constant limit thus causes a
// refusal every few seconds, and a changed limit is found within seconds. In simulations it uses at least nine tenths
// of ten requests per second and more, and eight tenths of fewer, or of a receiver that allows no burst at all. Source
// of the curve: RFC 9438, section 4.2.

#pragma once

#include <deque>
#include <optional>

#include "model/clock.hpp"

namespace sent::ship {

class Pace {
 public:
  void note_accepted(Clock::Time now);
  // Returns whether it lowered the rate. `sent_at` is when the refused request went out: one from before the rate was
  // lowered says nothing new.
  bool note_refused(Clock::Time now, Clock::Time sent_at);

  // Nothing if no request was refused yet: then there is no limit.
  [[nodiscard]] std::optional<double> requests_per_second(Clock::Time now) const;

 private:
  [[nodiscard]] double accepted_rate(Clock::Time now) const;
  [[nodiscard]] double seconds_to_return() const;

  std::deque<Clock::Time> accepted_;  // the latest
  double too_high_ = 0;               // requests per second; 0: no refusal yet
  bool searching_ = false;            // since the first refusal, until the second
  Clock::Time lowered_at_{};
};

}  // namespace sent::ship
