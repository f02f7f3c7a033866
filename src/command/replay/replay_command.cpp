// SPDX-License-Identifier: Apache-2.0

#include "command/replay/replay_command.hpp"

#include "command/replay/replay.hpp"
#include "job/run_record.hpp"
#include "job/setup.hpp"
#include "metrics/run_samples.hpp"
#include "progress/progress_ticker.hpp"
#include "read/postgres_usage_source.hpp"
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
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop());
  const retry::Patience patience = retry::patience_of(config.database, clock, log, job::random_seed(), signals.stop());
  const auto ledger =
      ledger::make_postgres_ledger(config, job::worker_name(), ledger::LedgerUse::delivering, patience, signals.stop());
  const auto days = days_of(options, *ledger);
  if (days.empty()) {
    log.info("there is no rejected event to send again");
    return ExitCode::complete;
  }
  const DayRange range{days.front(), days.back()};
  signals.begin_recording();
  const ship::ShipperRules rules{config.job.grace, false, job::random_seed(),
                                 [&](const std::string& message) { log.warn(message); }};
  ship::Shipper shipper(config.sink, rules, job::transports_of(config), clock, signals.stop());
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  Replay replay({config, *ledger, clock, log, deadline, times, check, progress}, shipper);
  job::RunRecord record(*ledger, {"replay", range}, clock, log);
  const auto work = [&] {
    const progress::ProgressTicker ticker(progress, clock, log);
    replay.send(days);
    return ledger->rejected_count(range) > 0 ? ExitCode::events_rejected : ExitCode::complete;
  };
  return record.conclude(signals, shipper, work, [&] {
    job::note_shipping(facts, shipper.counts());
    return facts.totals = replay.totals();
  });
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
