// SPDX-License-Identifier: Apache-2.0

// What the clocks of tests share: a time that stands still until it is moved.

#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "model/clock.hpp"

namespace sent::tests {

// Thread-safe.
class MovedClock : public Clock {
 public:
  Time now() const final {
    std::lock_guard lock(mutex_);
    return now_;
  }
  std::chrono::system_clock::time_point wall() const final {
    return std::chrono::system_clock::time_point{} +
           std::chrono::duration_cast<std::chrono::system_clock::duration>(now().time_since_epoch());
  }
  void advance(Time::duration by) {
    std::lock_guard lock(mutex_);
    move_to(now_ + by);
  }

 protected:
  // The caller holds the lock. A time in the past changes nothing.
  void move_to(Time time) {
    now_ = std::max(now_, time);
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Time now_{std::chrono::hours{1}};
};

}  // namespace sent::tests
