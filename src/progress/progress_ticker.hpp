// SPDX-License-Identifier: Apache-2.0

// Shows progress while the run works: a line redrawn on a terminal, otherwise a record in the log now and then.

#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <thread>

#include "log/log.hpp"
#include "model/clock.hpp"
#include "progress/run_progress.hpp"

namespace sent::progress {

// Not thread-safe. Everything passed to its constructor must outlive it.
//
// Its thread is started by the constructor and ended by the destructor. It shares the progress and the log, which are
// thread-safe. An exception ends the thread and is handed to `failed`, which is called from it.
class ProgressTicker {
 public:
  static constexpr std::chrono::milliseconds redraw_interval{200};
  static constexpr std::chrono::seconds log_interval{30};

  using Failed = std::function<void(std::exception_ptr)>;
  ProgressTicker(const RunProgress& progress, Clock& clock, log::Log& log, Failed failed);
  ~ProgressTicker();
  ProgressTicker(const ProgressTicker&) = delete;
  ProgressTicker& operator=(const ProgressTicker&) = delete;

 private:
  void tick(const std::stop_token& stop);

  const RunProgress& progress_;
  Clock& clock_;
  log::Log& log_;
  Failed failed_;
  std::jthread thread_;  // last: it uses all the others
};

}  // namespace sent::progress
