// SPDX-License-Identifier: Apache-2.0

// A clock that moves only when the test moves it, so that threads which sleep on it run exactly when the test wants.
// The thread that made the clock never waits: when it sleeps, the clock moves. Any other thread waits until then.

#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <set>
#include <thread>

#include "model/clock.hpp"

namespace sent::tests {

// Thread-safe.
class SteppedClock final : public Clock {
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
    std::unique_lock lock(mutex_);
    if (std::this_thread::get_id() == owner_) {
      if (!stop.stop_requested()) move_to(time);
      return;
    }
    const auto place = wake_times_.insert(time);
    changed_.notify_all();
    changed_.wait(lock, stop, [&] { return now_ >= time; });
    wake_times_.erase(place);
  }

  void advance(Time::duration by) {
    std::lock_guard lock(mutex_);
    move_to(now_ + by);
  }
  // Waits, in real time, until so many threads sleep for which it is not yet time to wake up.
  void await_sleepers(std::size_t threads) {
    std::unique_lock lock(mutex_);
    const auto asleep = [&] {
      return static_cast<std::size_t>(std::distance(wake_times_.upper_bound(now_), wake_times_.end()));
    };
    changed_.wait(lock, [&] { return asleep() >= threads; });
  }

 private:
  void move_to(Time time) {
    now_ = std::max(now_, time);
    changed_.notify_all();
  }

  const std::thread::id owner_ = std::this_thread::get_id();
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::multiset<Time> wake_times_;  // of the threads that sleep
  Time now_{std::chrono::hours{1}};
};

}  // namespace sent::tests
