// SPDX-License-Identifier: Apache-2.0

// The clock port: the current time, and waiting. Code that needs them uses this port, so that tests can control time.

#pragma once

#include <chrono>
#include <stop_token>

namespace sent {

// Thread-safe.
class Clock {
 public:
  using Time = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;
  // A time that never goes backwards; comparable only within one process.
  [[nodiscard]] virtual Time now() const = 0;
  // The date and time, for reports and for dates in `Retry-After`.
  [[nodiscard]] virtual std::chrono::system_clock::time_point wall() const = 0;
  // Returns at `time`, or as soon as `stop` is requested.
  virtual void sleep_until(Time time, std::stop_token stop) = 0;
};

}  // namespace sent
