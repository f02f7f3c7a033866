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
#include "metrics/run_samples.hpp"
#include "progress/progress_ticker.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::replay {

namespace {

struct ReplayOptions {
  std::optional<Day> day;  // none: every day that has rejected events
};

void declare(cli::Declaration& declaration, ReplayOptions& options) {
  declaration.day("--day", options.day, "only the events of this day, as YYYY-MM-DD; default: all");
}

std::vector<Day> days_of(const ReplayOptions& options, ledger::Ledger& ledger) {
  auto days = ledger.rejected_days();
  if (options.day) std::erase_if(days, [&](Day day) { return day != *options.day; });
  return days;
}

ExitCode execute(const ReplayOptions& options, const config::Config& config, log::Log& log, job::Signals& signals,
                 Clock& clock, metrics::RunFacts& facts) {
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  job::BackgroundFailure beside;
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop(), &beside);
  const retry::Patience patience =
      retry::patience_of(config.database, clock, log, job::start::random_seed(), signals.stop());
  const auto ledger = ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::delivering,
                                                   patience, signals.stop());
  const auto days = days_of(options, *ledger);
  if (days.empty()) {
    log.info("there are no rejected events to send again");
    return ExitCode::complete;
  }
  const DayRange range{days.front(), days.back()};
  signals.begin_recording();
  const ship::ShipperRules rules{config.job.grace, false, job::start::random_seed(),
                                 [&](const std::string& message) { log.warn(message); }};
  ship::Shipper shipper(config.sink, rules, job::start::transports_of(config), clock, signals.stop());
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

Order order(const ReplayOptions& options) {
  return {
      config::Need::everything,
      EndsRecorded{
          true, [options](const config::Config& config, log::Log& log, job::Signals& signals, Clock& clock,
                          metrics::RunFacts& facts) { return execute(options, config, log, signals, clock, facts); }},
      {}};
}

}  // namespace

Definition make_replay_command() {
  return define<ReplayOptions>({"replay",
                                "send rejected events again, with the same ids and bytes",
                                {"database", "ledger", "job", "plan", "event", "sink", "metrics"},
                                {}},
                               declare, order);
}

}  // namespace sent::command::replay
