// SPDX-License-Identifier: Apache-2.0

// The clock port: the time of day and waiting, so that no stage reads the machine's clock by itself.

#pragma once

#include <chrono>
#include <stop_token>

namespace sent {

// Thread-safe.
class Clock {
 public:
  using Time = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;
  // Never goes backwards; meaningful only within one process.
  [[nodiscard]] virtual Time now() const = 0;
  // The calendar's time, for reports and for `Retry-After` dates.
  [[nodiscard]] virtual std::chrono::system_clock::time_point wall() const = 0;
  // Returns at `time`, or at once when `stop` is requested.
  virtual void sleep_until(Time time, std::stop_token stop) = 0;
};

}  // namespace sent
