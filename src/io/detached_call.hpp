// SPDX-License-Identifier: Apache-2.0

// A call that cannot be interrupted, such as getaddrinfo(), and a wait for it that can.

#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <utility>

#include "io/thread.hpp"

namespace sent::io {

// Not thread-safe.
//
// await() starts a thread for the call, and nobody joins it: it ends with the call, even if this object ends first. The
// two share the outcome, which the thread keeps alive, under the outcome's mutex. An exception of the call is thrown by
// the await() that waits for it.
template <typename Result>
class DetachedCall {
 public:
  // `purpose` says what the thread is for, as in "resolving a name".
  explicit DetachedCall(std::string_view purpose) : purpose_(purpose) {}

  // Makes `call` and returns its result, or nothing once `deadline` has passed or `stop` is requested. At most one call
  // runs: as long as one that was given up still does, this waits for that one and discards the new `call`. Throws
  // Failure(unexpected) if no thread can be started.
  [[nodiscard]] std::optional<Result> await(std::function<Result()> call,
                                            std::chrono::steady_clock::time_point deadline,
                                            const std::stop_token& stop) {
    if (stop.stop_requested()) return std::nullopt;
    if (!running_ || running_->has_ended()) running_ = start(std::move(call));
    std::unique_lock lock(running_->mutex);
    const bool ended = running_->changed.wait_until(lock, stop, deadline, [this] { return running_->ended; });
    if (!ended) return std::nullopt;
    lock.unlock();
    const auto outcome = std::exchange(running_, nullptr);
    if (outcome->failure) std::rethrow_exception(outcome->failure);
    return std::move(outcome->result);
  }

 private:
  struct Outcome {
    bool has_ended() {
      std::lock_guard lock(mutex);
      return ended;
    }

    std::mutex mutex;
    std::condition_variable_any changed;
    bool ended = false;
    std::optional<Result> result;  // this or `failure`, once it has ended
    std::exception_ptr failure;
  };

  std::shared_ptr<Outcome> start(std::function<Result()> call) const {
    auto outcome = std::make_shared<Outcome>();
    start_thread(purpose_, [outcome, call = std::move(call)] {
      try {
        outcome->result.emplace(call());
      } catch (...) {
        outcome->failure = std::current_exception();
      }
      std::lock_guard lock(outcome->mutex);
      outcome->ended = true;
      outcome->changed.notify_all();
    }).detach();
    return outcome;
  }

  std::string_view purpose_;
  std::shared_ptr<Outcome> running_;  // or given up
};

}  // namespace sent::io
