// SPDX-License-Identifier: Apache-2.0

// Counts the calls of all connections of a PostgresProxy, and says which one to break and how long each takes.
// Thread-safe.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "support/postgres_proxy/postgres_proxy.hpp"

namespace sent::tests {

class CallBreaker {
 public:
  void arm(std::optional<BrokenCall> call) {
    std::lock_guard lock(mutex_);
    armed_ = std::move(call);
    calls_ = 0;
    broken_.reset();
    down_ = false;
  }

  // How to break this call, if it is the one.
  std::optional<BrokenCall> count(const DatabaseCall& call) {
    std::lock_guard lock(mutex_);
    ++calls_;
    changed_.notify_all();
    if (!armed_ || (armed_->counts && !armed_->counts(call))) return std::nullopt;
    if (--armed_->number > 0) return std::nullopt;
    broken_ = call.what;
    return std::exchange(armed_, std::nullopt);
  }

  void set_delay(std::chrono::milliseconds delay) {
    std::lock_guard lock(mutex_);
    delay_ = delay;
  }
  [[nodiscard]] std::chrono::milliseconds delay() const {
    std::lock_guard lock(mutex_);
    return delay_;
  }

  void go_down() {
    std::lock_guard lock(mutex_);
    down_ = true;
  }

  [[nodiscard]] bool down() const {
    std::lock_guard lock(mutex_);
    return down_;
  }
  bool wait_for_calls(int count, std::chrono::milliseconds most) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, most, [&] { return calls_ >= count || broken_; });
  }

  [[nodiscard]] int calls() const {
    std::lock_guard lock(mutex_);
    return calls_;
  }
  [[nodiscard]] std::optional<std::string> broken() const {
    std::lock_guard lock(mutex_);
    return broken_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::optional<BrokenCall> armed_;
  std::optional<std::string> broken_;
  int calls_ = 0;
  bool down_ = false;
  std::chrono::milliseconds delay_{};
};

}  // namespace sent::tests
