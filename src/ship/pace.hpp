// SPDX-License-Identifier: Apache-2.0

// How many requests a second a receiver takes, found out by sending more until it says 429.
//
// The rate follows CUBIC, as TCP's does: after a refusal it falls a little below the rate that was too high, is back at
// it after two seconds or twenty requests, stays near it, and then asks for more, faster and faster. So it keeps close
// to a rate that stays as it is, with a refusal every few seconds, and finds one that has changed within some. By
// simulation it uses nine tenths and more of ten requests a second and above; of fewer, or at a receiver that allows no
// burst at all, eight tenths. Source of the curve: RFC 9438, section 4.2. A pure value, which knows no clock; not
// thread-safe.

#pragma once

#include <deque>
#include <optional>

#include "model/clock.hpp"

namespace sent::ship {

class Pace {
 public:
  void note_accepted(Clock::Time now);
  // `sent_at`: when the refused request went out. One that went out before the rate was lowered says nothing new.
  // Whether the rate was lowered.
  bool note_refused(Clock::Time now, Clock::Time sent_at);

  // Nothing: never refused, so as fast as it goes.
  [[nodiscard]] std::optional<double> requests_per_second(Clock::Time now) const;

 private:
  [[nodiscard]] double rate_taken(Clock::Time now) const;
  [[nodiscard]] double seconds_to_return() const;

  std::deque<Clock::Time> accepted_;  // the latest
  double too_high_ = 0;               // requests a second; 0: never refused
  bool searching_ = false;            // since the first refusal, until the second
  Clock::Time lowered_at_{};
};

}  // namespace sent::ship
