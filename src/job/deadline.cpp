// SPDX-License-Identifier: Apache-2.0

#include "job/deadline.hpp"

#include <utility>

#include "model/failure.hpp"

namespace sent::job {

Deadline::Deadline(std::stop_token stop, const BackgroundFailure* beside) : stop_(std::move(stop)), beside_(beside) {}

void Deadline::check() const {
  if (beside_ != nullptr) beside_->rethrow();
  if (stop_.stop_requested()) {
    throw Failure(ExitCode::interrupted, "sending events: stopped",
                  "run again to continue; accepted events are recorded");
  }
}

}  // namespace sent::job
