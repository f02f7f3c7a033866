// SPDX-License-Identifier: Apache-2.0

// Where a run notices that it must stop: on a signal, when job.time_budget is spent, or when a thread beside it failed.

#pragma once

#include <stop_token>

#include "job/background_failure.hpp"

namespace sent::job {

// A value. `beside` must outlive it.
class Deadline {
 public:
  // `stop`: RunStop's. `beside` may be null.
  explicit Deadline(std::stop_token stop, const BackgroundFailure* beside = nullptr);

  // Throws what was noted in `beside`, or Failure(interrupted) after a stop.
  void check() const;
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  std::stop_token stop_;
  const BackgroundFailure* beside_;
};

}  // namespace sent::job
