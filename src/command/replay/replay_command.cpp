// SPDX-License-Identifier: Apache-2.0

#include "command/replay/replay_command.hpp"

#include "command/replay/replay.hpp"
#include "job/report/run_facts.hpp"
#include "job/report/run_record.hpp"
#include "job/start/database_notices.hpp"
#include "job/start/fingerprint.hpp"
#include "job/start/random_seed.hpp"
#include "job/start/shipper_rules.hpp"
#include "job/start/transports.hpp"
#include "job/start/worker_name.hpp"
#include "metrics/run_samples.hpp"
#include "progress/progress_ticker.hpp"
#include "read/calendar.hpp"
#include "read/postgres_usage_source.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::replay {

namespace {

struct ReplayOptions {
  std::optional<Day> day;  // absent: every day that has rejected events
};

void declare(cli::Declaration& declaration, ReplayOptions& options) {
  declaration.day("--day", options.day, "only the events of this day, as YYYY-MM-DD; default: all");
}

// One run of `replay`. Not thread-safe. Everything passed to its constructor must outlive it.
class ReplayRun {
 public:
  // Finds out what to send. A signal still ends the process at once.
  ReplayRun(const ReplayOptions& options, const config::Config& config, log::Log& log, job::Signals& signals,
            Clock& clock);
  // Sends it, if there is anything, and records how that ended.
  [[nodiscard]] ExitCode conclude(metrics::RunFacts& facts);

 private:
  [[nodiscard]] std::vector<Day> days_of(const ReplayOptions& options);
  [[nodiscard]] std::unique_ptr<read::UsageSource> usage_source();

  const config::Config& config_;
  log::Log& log_;
  job::Signals& signals_;
  Clock& clock_;
  job::SourceCheck check_;
  job::BackgroundFailure beside_;
  const job::Deadline deadline_;
  const retry::Patience patience_;
  const std::unique_ptr<ledger::Ledger> ledger_;
  const std::vector<Day> days_;
};

ReplayRun::ReplayRun(const ReplayOptions& options, const config::Config& config, log::Log& log, job::Signals& signals,
                     Clock& clock)
    : config_(config),
      log_(log),
      signals_(signals),
      clock_(clock),
      check_(tracking_plan::load_tracking_plan(config.plan.directory)),
      deadline_(signals.stop(), &beside_),
      patience_(retry::patience_of(config.database, clock, log, job::start::random_seed(), signals.stop())),
      ledger_(ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::delivering, patience_,
                                           signals.end())),
      days_(days_of(options)) {}

std::vector<Day> ReplayRun::days_of(const ReplayOptions& options) {
  auto days = ledger_->rejected_days();
  if (options.day) std::erase_if(days, [&](Day day) { return day != *options.day; });
  return days;
}

// For the users that are suppressed.
std::unique_ptr<read::UsageSource> ReplayRun::usage_source() {
  read::Calendar calendar(config_, patience_, signals_.stop());
  return read::make_postgres_usage_source(config_, calendar.contract(), signals_.stop(),
                                          {nullptr, job::start::log_notices(log_), true});
}

ExitCode ReplayRun::conclude(metrics::RunFacts& facts) {
  if (days_.empty()) {
    log_.info("there are no rejected events to send again");
    return ExitCode::complete;
  }
  const DayRange range{days_.front(), days_.back()};
  const auto usage = usage_source();
  Gate gate(*usage, check_);
  signals_.begin_recording();
  ship::Shipper shipper(config_.sink, job::start::shipper_rules(config_, log_, false),
                        job::start::transports_of(config_), clock_, signals_.stop());
  job::StageClock times(clock_);
  progress::RunProgress progress(clock_);
  job::send::Sender sender(shipper, config_, deadline_, times, log_);
  Replay replay(*ledger_, gate, sender, progress, log_);
  job::report::RunRecord record(*ledger_, {"replay", range, job::start::fingerprint_of(config_, std::nullopt)}, clock_,
                                log_);
  const auto work = [&] {
    {
      const progress::ProgressTicker ticker(progress, clock_, log_, beside_.callback());
      replay.send(days_);
    }
    beside_.rethrow();
    return ledger_->rejected_count(range) > 0 ? ExitCode::events_rejected : ExitCode::complete;
  };
  const auto report = [&] {
    job::report::note_shipping(facts, shipper.counts());
    return facts.totals = replay.totals();
  };
  return record.conclude(signals_, shipper, {work, report});
}

Order order(const ReplayOptions& options) {
  return {config::Need::everything,
          EndsRecorded{true,
                       [options](const config::Config& config, log::Log& log, job::Signals& signals, Clock& clock,
                                 metrics::RunFacts& facts) {
                         return ReplayRun(options, config, log, signals, clock).conclude(facts);
                       }},
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
