// SPDX-License-Identifier: Apache-2.0

#include "job/deadline.hpp"

#include <fmt/format.h>

#include <utility>

#include "model/failure.hpp"

namespace sent::job {

namespace {
constexpr const char* resumable = "run again to continue; accepted events are recorded";
}

Deadline::Deadline(Clock& clock, std::chrono::milliseconds budget, std::stop_token stop,
                   const BackgroundFailure* beside)
    : clock_(&clock), budget_(budget), began_(clock.now()), stop_(std::move(stop)), beside_(beside) {}

void Deadline::check() const {
  if (beside_ != nullptr) beside_->rethrow();
  if (stop_.stop_requested()) throw Failure(ExitCode::interrupted, "sending events: stopped by a signal", resumable);
  if (budget_.count() == 0 || clock_->now() - began_ < budget_) return;
  throw Failure(ExitCode::receiver_unavailable,
                fmt::format("sending events: job.time_budget of {} s is spent", budget_.count() / 1000), resumable);
}

}  // namespace sent::job
