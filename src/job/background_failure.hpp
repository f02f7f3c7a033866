// SPDX-License-Identifier: Apache-2.0

// The first exception of a thread that works beside the run. The run throws it at its next step.

#pragma once

#include <exception>
#include <functional>
#include <mutex>
#include <utility>

namespace sent::job {

// Thread-safe. It must outlive the threads that report to it.
class BackgroundFailure {
 public:
  // Keeps the first one.
  void note(std::exception_ptr failure) {
    std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
  }

  // note(), for a thread that reports by a callback.
  [[nodiscard]] std::function<void(std::exception_ptr)> callback() {
    return [this](std::exception_ptr failure) { note(std::move(failure)); };
  }

  // Throws what was noted.
  void rethrow() const {
    const auto failure = [this] {
      std::lock_guard lock(mutex_);
      return failure_;
    }();
    if (failure) std::rethrow_exception(failure);
  }

 private:
  mutable std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace sent::job
