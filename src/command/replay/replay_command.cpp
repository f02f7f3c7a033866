// SPDX-License-Identifier: Apache-2.0

#include "command/replay/replay_command.hpp"

#include <exception>
#include <utility>

#include "command/replay/replay.hpp"
#include "job/report/run_facts.hpp"
#include "job/report/run_record.hpp"
#include "job/start/random_seed.hpp"
#include "job/start/transports.hpp"
#include "job/start/worker_name.hpp"
#include "progress/progress_ticker.hpp"
#include "read/postgres_usage_source.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::replay {

namespace {

std::vector<Day> days_of(const cli::ReplayCommand& command, ledger::Ledger& ledger) {
  auto days = ledger.rejected_days();
  if (command.day) std::erase_if(days, [&](Day day) { return day != *command.day; });
  return days;
}

}  // namespace

ExitCode execute_replay(const cli::ReplayCommand& command, const config::Config& config, log::Log& log,
                        job::Signals& signals, Clock& clock, metrics::RunFacts& facts) {
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  job::BackgroundFailure beside;
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop(), &beside);
  const retry::Patience patience =
      retry::patience_of(config.database, clock, log, job::start::random_seed(), signals.stop());
  const auto ledger =
      ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::delivering, patience);
  const auto days = days_of(command, *ledger);
  if (days.empty()) {
    log.info("there are no rejected events to send again");
    return ExitCode::complete;
  }
  const DayRange range{days.front(), days.back()};
  ship::Shipper shipper(config.sink, {config.job.grace, false}, job::start::transports_of(config), clock,
                        job::start::random_seed(), signals.stop(),
                        [&](const std::string& message) { log.warn(message); });
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  job::Sender sender(shipper, config.sink, deadline, times, log);
  Replay replay(*ledger, check, sender, progress, log);
  job::report::RunRecord record(*ledger, {"replay", range}, clock, log);
  const auto work = [&] {
    const progress::ProgressTicker ticker(progress, clock, log,
                                          [&](std::exception_ptr failure) { beside.note(std::move(failure)); });
    replay.send(days);
    beside.rethrow();
    return ledger->rejected_count(range) > 0 ? ExitCode::events_rejected : ExitCode::complete;
  };
  const auto report = [&] {
    job::report::note_shipping(facts, shipper.counts());
    return facts.totals = replay.totals();
  };
  return record.conclude(signals, shipper, {work, report});
}

}  // namespace sent::command::replay
