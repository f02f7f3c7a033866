// SPDX-License-Identifier: Apache-2.0

// SIGINT and SIGTERM. From end_at_once_on_signals() on, a signal ends the process at once with 128 + its number, except
// while a run is recorded: then the first one asks the run to stop. No signal is lost in between.

#pragma once

#include <atomic>
#include <csignal>
#include <optional>
#include <stop_token>
#include <thread>

#include "job/run_stop.hpp"

namespace sent::job {

// Call it at the start of main(). It also takes effect for signals that the parent process ignored or blocked, and for
// process 1 of a container. SIGPIPE is ignored from then on: a write into a broken pipe fails with EPIPE.
void end_at_once_on_signals();

// Turns a signal into a request to stop a recorded run, which may also stop for other reasons (run_stop.hpp).
// Thread-safe, except that the main thread must call begin_recording(), once, and the destructor. Other threads receive
// no signal (io/thread.hpp).
//
// Its thread waits for a signal. begin_recording() starts it and the destructor ends it. It shares the run's stop and
// the signal's number, an atomic. An exception in it, as from a callback of the stop token, ends the process with 1 and
// a message (last_resort.hpp).
class Signals {
 public:
  // `run` must outlive it.
  explicit Signals(RunStop& run) : run_(run) {}
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Until destruction the first signal requests the run's stop(); a second one ends the process at once.
  void begin_recording();
  // Those of the run.
  [[nodiscard]] std::stop_token stop() const { return run_.stop(); }
  [[nodiscard]] std::stop_token end() const { return run_.end(); }
  [[nodiscard]] std::optional<RunStop::Reason> reason() const { return run_.reason(); }
  // The signal that arrived; 0: no signal yet.
  [[nodiscard]] int received() const { return received_; }

 private:
  // Blocks the signals in this thread, and in those that it starts, as long as it exists.
  class Blocked {
   public:
    Blocked();
    ~Blocked();
    Blocked(const Blocked&) = delete;
    Blocked& operator=(const Blocked&) = delete;

   private:
    sigset_t before_{};
  };

  void wait(const std::stop_token& done);

  RunStop& run_;
  std::atomic<int> received_{0};
  std::optional<Blocked> blocked_;
  std::jthread waiter_;
};

}  // namespace sent::job
