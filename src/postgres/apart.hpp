// SPDX-License-Identifier: Apache-2.0

// A call that nothing can interrupt, such as a host name lookup, in a thread that may be left behind. Thread-safe.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "io/thread.hpp"

namespace sent::postgres {

// Returns what `call` returns, or nothing if that takes longer than `grace` after `stop` was requested. `call` owns
// everything it uses, must end by itself at some time, and must not throw. Throws Failure(unexpected) if no thread can
// be started.
//
// The thread is started here and ends with `call`; the caller joins it, or leaves it behind when it stops waiting. They
// share the result, under its mutex; the last of them destroys it. The thread receives no SIGINT and SIGTERM.
template <typename Result>
std::optional<Result> run_apart(std::function<Result()> call, const std::stop_token& stop,
                                std::chrono::milliseconds grace) {
  struct Shared {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Result> result;
  };
  const auto shared = std::make_shared<Shared>();
  std::jthread thread = io::start_thread("reaching the database", [shared, call = std::move(call)] {
    Result result = call();
    const std::lock_guard lock(shared->mutex);
    shared->result.emplace(std::move(result));
    shared->changed.notify_all();
  });
  const auto is_done = [&] { return shared->result.has_value(); };
  std::unique_lock lock(shared->mutex);
  if (!shared->changed.wait(lock, stop, is_done)) shared->changed.wait_for(lock, grace, is_done);
  auto result = std::exchange(shared->result, std::nullopt);
  lock.unlock();
  if (!result) thread.detach();
  return result;
}

}  // namespace sent::postgres
