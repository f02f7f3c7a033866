// SPDX-License-Identifier: Apache-2.0

#include "io/system_clock.hpp"

#include <condition_variable>
#include <mutex>

namespace sent::io {

namespace {

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::steady_clock::now(); }

  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::now(); }

  void sleep_until(Time time, std::stop_token stop) override {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_until(lock, std::move(stop), time, [] { return false; });
  }
};

}  // namespace

std::unique_ptr<Clock> make_system_clock() { return std::make_unique<SystemClock>(); }

}  // namespace sent::io
