// SPDX-License-Identifier: Apache-2.0

// Ends a wait when a stop is requested.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace sent::postgres {

// Thread-safe towards the thread that requests the stop. Lives as long as the wait. Its own thread exists only during
// the grace: the thread that requests the stop starts it, and the destructor ends and joins it. They share `over_`,
// under `mutex_`; nothing in it throws.
class Interruption {
 public:
  // Calls `end` once, from any thread, when `grace` has passed since `stop` was requested, or since now if that was
  // earlier; never after the destructor. `end` must neither block nor throw.
  Interruption(const std::stop_token& stop, std::chrono::milliseconds grace, std::function<void()> end);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

 private:
  void begin_grace();
  void wait_out_grace();

  const std::chrono::milliseconds grace_;
  const std::function<void()> end_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::jthread waiter_;
  std::unique_ptr<std::stop_callback<std::function<void()>>> on_stop_;  // last: it starts `waiter_`
};

}  // namespace sent::postgres
