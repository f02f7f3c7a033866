// SPDX-License-Identifier: Apache-2.0

// Sends events, and ends in the same way whatever fails.

#pragma once

#include <functional>

#include "config/config.hpp"
#include "job/deadline.hpp"
#include "job/send/feed.hpp"
#include "job/stage_clock.hpp"
#include "log/log.hpp"
#include "model/exit_code.hpp"
#include "ship/shipper.hpp"

namespace sent::job::send {

// Not thread-safe. Everything passed to its constructor must outlive it.
class Sender {
 public:
  Sender(ship::Shipper& shipper, const config::Config& config, Deadline deadline, StageClock& times, log::Log& log);

  // Calls `work` with a feed, which `work` must finish. `settled` is called by another thread, but not before `work`
  // hands over an event, nor once this returns or throws. If `work` throws, waits for requests in flight, hands what
  // they settled to `settled`, and rethrows the exception; a second failure during that is only logged. After
  // Failure(day_held_elsewhere), nothing more is handed to `settled`.
  void send(const Settler& settled, const std::function<void(Feed&)>& work);

  // Throws if the run must stop.
  void check() const { deadline_.check(); }

 private:
  void wind_down(Feed& feed, ExitCode after);

  ship::Shipper& shipper_;
  const config::Config& config_;
  Deadline deadline_;
  StageClock& times_;
  log::Log& log_;
};

}  // namespace sent::job::send
