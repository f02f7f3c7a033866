#include "read/postgres_usage_source.hpp"
#include "run/commands.hpp"
#include "run/patience.hpp"
#include "run/progress_ticker.hpp"
#include "run/replay.hpp"
#include "run/run_record.hpp"
#include "run/setup.hpp"

namespace sent {

namespace {

std::vector<Day> days_of(const ReplayCommand& command, Ledger& ledger) {
  auto days = ledger.rejected_days();
  if (command.day) std::erase_if(days, [&](Day day) { return day != *command.day; });
  return days;
}

}  // namespace

ExitCode execute_replay(const ReplayCommand& command, const Config& config, Log& log, Signals& signals, Clock& clock,
                        RunFacts& facts) {
  SourceCheck check(load_tracking_plan(config.plan.directory));
  const Deadline deadline(clock, config.job.time_budget, signals.stop());
  const Patience patience = patience_of(config.database, clock, log, random_seed(), signals.stop());
  const auto ledger = make_postgres_ledger(config, worker_name(), LedgerUse::delivering, patience);
  const auto days = days_of(command, *ledger);
  if (days.empty()) {
    log.info("there is no rejected event to send again");
    return ExitCode::complete;
  }
  const DayRange range{days.front(), days.back()};
  Shipper shipper(config.sink, {config.job.grace, false}, transports_of(config), clock, random_seed(), signals.stop(),
                  [&](const std::string& message) { log.warn(message); });
  StageClock times(clock);
  RunProgress progress(clock);
  Replay replay({config, *ledger, clock, log, deadline, times, check, progress}, shipper);
  RunRecord record(*ledger, {"replay", range}, clock, log);
  const auto work = [&] {
    const ProgressTicker ticker(progress, clock, log);
    replay.send(days);
    return ledger->rejected_count(range) > 0 ? ExitCode::events_rejected : ExitCode::complete;
  };
  return record.conclude(signals, shipper, work, [&] {
    note_shipping(facts, shipper.counts());
    return facts.totals = replay.totals();
  });
}

}  // namespace sent
