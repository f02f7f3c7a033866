// SPDX-License-Identifier: Apache-2.0

// SIGINT and SIGTERM as a stop request.

#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace sent::job {

// Make one before any other thread. A second signal ends the process at once.
class Signals {
 public:
  Signals();
  ~Signals();

  [[nodiscard]] std::stop_token stop() const { return source_.get_token(); }
  // From now on a signal ends the process at once: for work that leaves nothing half-done.
  void end_at_once() { at_once_ = true; }
  // The signal that came; 0: none.
  [[nodiscard]] int received() const { return received_; }

 private:
  std::stop_source source_;
  std::atomic<int> received_{0};
  std::atomic<bool> at_once_{false};
  std::jthread waiter_;
};

}  // namespace sent::job
