// SPDX-License-Identifier: Apache-2.0

// Sends events, and ends the sending in one way when something fails.

#pragma once

#include <functional>

#include "config/config.hpp"
#include "job/deadline.hpp"
#include "job/feed.hpp"
#include "job/stage_clock.hpp"
#include "log/log.hpp"
#include "model/exit_code.hpp"
#include "ship/shipper.hpp"

namespace sent::job {

// Not thread-safe. Everything passed to its constructor must outlive it.
class Sender {
 public:
  Sender(ship::Shipper& shipper, const config::Config::Sink& sink, Deadline deadline, StageClock& times, log::Log& log);

  // Calls `work` with a feed, which `work` must finish. When `work` throws, requests in flight are awaited, what they
  // settled is handed to `settled`, and the exception is thrown on; a second failure on this way is only logged. After
  // Failure(day_held_elsewhere), nothing more is handed to `settled`.
  void send(const Settler& settled, const std::function<void(Feed&)>& work);

  // Throws when the run must stop.
  void check() const { deadline_.check(); }

 private:
  void wind_down(Feed& feed, ExitCode after);

  ship::Shipper& shipper_;
  const config::Config::Sink& sink_;
  Deadline deadline_;
  StageClock& times_;
  log::Log& log_;
};

}  // namespace sent::job
