// SPDX-License-Identifier: Apache-2.0

// A clock that moves only when a test moves it or a thread sleeps on it. Sleeping takes no real time.

#pragma once

#include "support/ports/moved_clock.hpp"

namespace sent::tests {

// Thread-safe.
class ManualClock final : public MovedClock {
 public:
  void sleep_until(Time time, std::stop_token stop) override {
    std::lock_guard lock(mutex_);
    if (!stop.stop_requested()) move_to(time);
  }
};

}  // namespace sent::tests
