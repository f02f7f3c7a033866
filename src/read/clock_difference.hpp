// SPDX-License-Identifier: Apache-2.0

// How far a database's clock may be from this machine's. Pure.
//
// The database's clock decides which days are closed and when a lease ends. If it is ahead, an unfinished day would be
// sent; if it is behind, a dead worker's lease would stand for too long.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "model/day.hpp"
#include "model/failure.hpp"

namespace sent::read {

// Up to here nothing is said.
inline constexpr std::chrono::minutes clock_tolerance{1};

// When a database was asked for its time, and what it answered.
struct ClockReading {
  Instant there;
  std::chrono::system_clock::time_point asked;     // this machine's time before
  std::chrono::system_clock::time_point answered;  // and after
};

// How far the database's clock is ahead, as far as the reading can tell; negative if it is behind.
[[nodiscard]] std::chrono::milliseconds ahead(const ClockReading& reading);

// Failure(usage) if the clocks differ by more than `settle`, or by more than 5 s if that is more; otherwise nothing.
// `setting` has the database's URL. Its code tells a scheduler not to repeat the run: somebody must set a clock.
[[nodiscard]] std::optional<Failure> clock_failure(std::string_view setting, const ClockReading& reading,
                                                   std::chrono::milliseconds settle);

}  // namespace sent::read
