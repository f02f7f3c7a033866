// SPDX-License-Identifier: Apache-2.0

#include "job/start/database_clock.hpp"

#include <utility>

#include "ledger/deployment.hpp"
#include "read/clock_difference.hpp"

namespace sent::job::start {

read::Calendar::Now read_clock(read::Calendar& calendar, const Clock& clock, std::chrono::milliseconds settle,
                               log::Log& log) {
  const auto asked = clock.wall();
  const read::Calendar::Now now = calendar.now();
  const read::ClockReading reading{now.instant, asked, clock.wall()};
  if (const auto failure = read::clock_failure("database.url", reading, settle)) throw Failure(*failure);
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(read::ahead(reading));
  if (std::chrono::abs(ahead) > read::clock_tolerance) {
    log.warn("the clocks of the database and of this machine differ; the run uses the database's clock",
             {{"database_ahead_s", ahead.count()}});
  }
  return now;
}

void check_ledger_clock(const config::Config& config, const Clock& clock, const retry::Patience& patience,
                        std::stop_token stop) {
  if (!config.ledger.url) return;
  auto session = ledger::ledger_session(config, ledger::LedgerUse::reading, std::move(stop));
  const auto asked = clock.wall();
  const Instant there = read::ask_now(session, config.job.timezone, patience).instant;
  if (const auto failure = read::clock_failure("ledger.url", {there, asked, clock.wall()}, config.job.settle))
    throw Failure(*failure);
}

}  // namespace sent::job::start
