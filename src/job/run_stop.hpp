// SPDX-License-Identifier: Apache-2.0

// When and why a run stops, and by when it must have ended: on a signal, or when job.time_budget is spent.
//
// Everything that waits during a run watches one of two tokens. stop(): begin nothing new. end(): the grace is over, so
// end at once. A process that still runs soon after that is ended, whatever it waits for.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

#include "model/exit_code.hpp"

namespace sent::job {

// Thread-safe.
//
// Its thread waits for the budget, the end of the grace and the last resort. The constructor with limits starts it. The
// destructor ends it, unless a stop or a budget is pending: then it stays, so that nothing that the process does
// afterwards, such as writing its last message, can last for ever. They share the state, under its mutex. No exception
// reaches its end.
class RunStop {
 public:
  struct Limits {
    std::chrono::milliseconds time_budget{0};  // from now on; 0: no limit
    std::chrono::milliseconds grace{0};        // from a stop to the end
  };
  // The shortest grace, so that there is time to record what was accepted; and how long after it the process may take
  // to end.
  static constexpr std::chrono::seconds last_records{1};
  static constexpr std::chrono::seconds last_steps{3};

  // Without limits, only request() stops the run, and end() never comes.
  RunStop();
  // Throws Failure(unexpected) if no thread can be started.
  explicit RunStop(const Limits& limits);
  ~RunStop();
  RunStop(const RunStop&) = delete;
  RunStop& operator=(const RunStop&) = delete;

  // Stops the run because of a signal. Only the first reason counts.
  void request(int signal);

  [[nodiscard]] std::stop_token stop() const;
  // Requested when the grace is over.
  [[nodiscard]] std::stop_token end() const;

  struct Reason {
    int signal = 0;                            // 0: the budget is spent
    std::chrono::milliseconds time_budget{0};  // as configured
    [[nodiscard]] ExitCode exit_code() const;
  };
  // Why stop() was requested; nothing if it was not.
  [[nodiscard]] std::optional<Reason> reason() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::jthread watcher_;
};

}  // namespace sent::job
