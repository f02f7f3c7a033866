// SPDX-License-Identifier: Apache-2.0

// When a run must stop: on a signal, or when job.time_budget is spent.

#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

#include "model/clock.hpp"

namespace sent::job {

// A value. `clock` must outlive it.
class Deadline {
 public:
  // `budget` counts from now; 0: none.
  Deadline(Clock& clock, std::chrono::milliseconds budget, std::stop_token stop);

  // Throws Failure(interrupted) after a stop, Failure(receiver_unavailable) when the time is spent.
  void check() const;
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  const Clock* clock_;
  std::chrono::milliseconds budget_;
  Clock::Time began_;
  std::stop_token stop_;
};

}  // namespace sent::job
