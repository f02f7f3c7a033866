// SPDX-License-Identifier: Apache-2.0

// A clock that moves only when the test moves it, so that the test decides when sleeping threads continue. When the
// thread that made the clock sleeps, the clock moves at once; any other thread waits until the clock has moved.

#pragma once

#include <cstddef>
#include <iterator>
#include <mutex>
#include <set>
#include <thread>

#include "support/ports/moved_clock.hpp"

namespace sent::tests {

// Thread-safe.
class SteppedClock final : public MovedClock {
 public:
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

  // Waits, in real time, until at least so many threads sleep and are not yet due to wake up.
  void await_sleepers(std::size_t threads) {
    std::unique_lock lock(mutex_);
    const auto asleep = [&] {
      return static_cast<std::size_t>(std::distance(wake_times_.upper_bound(now_), wake_times_.end()));
    };
    changed_.wait(lock, [&] { return asleep() >= threads; });
  }

 private:
  const std::thread::id owner_ = std::this_thread::get_id();
  std::multiset<Time> wake_times_;  // of the threads that sleep
};

}  // namespace sent::tests
