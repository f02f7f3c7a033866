// SPDX-License-Identifier: Apache-2.0

// Tells of progress while the run works: a line redrawn on a terminal, or else one in the log now and then.

#pragma once

#include <chrono>
#include <thread>

#include "log/log.hpp"
#include "model/clock.hpp"
#include "progress/run_progress.hpp"

namespace sent::progress {

// From its making to its end, from a thread of its own. All must outlive it.
class ProgressTicker {
 public:
  static constexpr std::chrono::milliseconds redraw_interval{200};
  static constexpr std::chrono::seconds log_interval{30};

  ProgressTicker(const RunProgress& progress, Clock& clock, log::Log& log);
  ~ProgressTicker();
  ProgressTicker(const ProgressTicker&) = delete;
  ProgressTicker& operator=(const ProgressTicker&) = delete;

 private:
  void tick(const std::stop_token& stop);

  const RunProgress& progress_;
  Clock& clock_;
  log::Log& log_;
  std::jthread thread_;  // last: it uses all the others
};

}  // namespace sent::progress
