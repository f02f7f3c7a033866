// SPDX-License-Identifier: Apache-2.0

// When a run must stop: on a signal, when job.time_budget is spent, or when a thread beside it failed.

#pragma once

#include <chrono>
#include <stop_token>

#include "job/background_failure.hpp"
#include "model/clock.hpp"

namespace sent::job {

// A value. `clock` and `beside` must outlive it.
class Deadline {
 public:
  // `budget` counts from now; 0 means no limit. `beside` may be null.
  Deadline(Clock& clock, std::chrono::milliseconds budget, std::stop_token stop,
           const BackgroundFailure* beside = nullptr);

  // Throws what was noted in `beside`, Failure(interrupted) after a stop, or Failure(receiver_unavailable) if the time
  // is spent.
  void check() const;
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  const Clock* clock_;
  std::chrono::milliseconds budget_;
  Clock::Time began_;
  std::stop_token stop_;
  const BackgroundFailure* beside_;
};

}  // namespace sent::job
