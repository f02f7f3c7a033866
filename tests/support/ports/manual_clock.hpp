// SPDX-License-Identifier: Apache-2.0

// A clock that only moves when told to, or when somebody sleeps: sleeping takes no real time.

#pragma once

#include <algorithm>
#include <mutex>

#include "model/clock.hpp"

namespace sent::tests {

class ManualClock final : public Clock {
 public:
  Time now() const override {
    std::lock_guard lock(mutex_);
    return now_;
  }
  std::chrono::system_clock::time_point wall() const override {
    return std::chrono::system_clock::time_point{} +
           std::chrono::duration_cast<std::chrono::system_clock::duration>(now().time_since_epoch());
  }
  void sleep_until(Time time, std::stop_token stop) override {
    std::lock_guard lock(mutex_);
    if (!stop.stop_requested()) now_ = std::max(now_, time);
  }
  void advance(Time::duration by) {
    std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  Time now_{std::chrono::hours{1}};
};

}  // namespace sent::tests
