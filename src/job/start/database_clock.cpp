// SPDX-License-Identifier: Apache-2.0

#include "job/start/database_clock.hpp"

#include <chrono>

namespace sent::job::start {

read::Calendar::Now read_clock(read::Calendar& calendar, const Clock& clock, log::Log& log) {
  const read::Calendar::Now now = calendar.now();
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(now.instant - clock.wall());
  if (std::chrono::abs(ahead) > read::clock_tolerance) {
    log.warn("the clocks of the database and of this machine differ; the run uses the database's clock",
             {{"database_ahead_s", ahead.count()}});
  }
  return now;
}

}  // namespace sent::job::start
