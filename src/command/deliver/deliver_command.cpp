// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/deliver_command.hpp"

#include <optional>

#include "backfill/backfill_effects.hpp"
#include "command/deliver/delivery_options.hpp"
#include "command/deliver/open_days.hpp"
#include "command/deliver/schedule.hpp"
#include "config/config.hpp"
#include "job/day_begun.hpp"
#include "job/report/run_facts.hpp"
#include "job/report/run_log.hpp"
#include "job/report/run_record.hpp"
#include "job/start/database_clock.hpp"
#include "job/start/database_notices.hpp"
#include "job/start/day_rules.hpp"
#include "job/start/event_rules.hpp"
#include "job/start/expansion_rules.hpp"
#include "job/start/fingerprint.hpp"
#include "job/start/known_sources.hpp"
#include "job/start/random_seed.hpp"
#include "job/start/shipper_rules.hpp"
#include "job/start/transports.hpp"
#include "job/start/worker_name.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/failure.hpp"
#include "progress/progress_ticker.hpp"
#include "read/postgres_usage_source.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::deliver {

namespace {

std::string name_of(const Assignment& assignment) {
  if (!assignment.is_backfill) return "run";
  return assignment.resend ? "backfill --resend" : "backfill";
}

// One run of `run` or `backfill`. Not thread-safe. Everything passed to its constructor must outlive it.
class DeliveryRun {
 public:
  // Finds out what to send. A signal still ends the process at once.
  DeliveryRun(const Assignment& assignment, const config::Config& config, log::Log& log, job::Signals& signals,
              Clock& clock);
  // Sends it, and records how that ended.
  [[nodiscard]] ExitCode conclude(metrics::RunFacts& facts);

 private:
  [[nodiscard]] std::vector<backfill::DestinationEffect> effects(Instant now);
  [[nodiscard]] ledger::RunStart start();
  [[nodiscard]] ledger::ResendNo join_resend(ledger::RunNo run);
  void deliver(Schedule& schedule, job::EventStream& stream, ledger::RunNo run);
  void deliver_narrowed(Schedule& schedule, job::EventStream& stream, const job::ChunkBounds& bounds);
  [[nodiscard]] DayRules rules() const;
  [[nodiscard]] ExitCode outcome(const RunTotals& totals);
  void log_outcome(const RunTotals& totals);

  const Assignment& assignment_;
  const config::Config& config_;
  log::Log& log_;
  job::Signals& signals_;
  Clock& clock_;
  job::SourceCheck check_;
  job::BackgroundFailure beside_;
  const job::Deadline deadline_;
  const retry::Patience patience_;
  read::Calendar calendar_;
  const read::Calendar::Now now_;
  const std::unique_ptr<ledger::Ledger> ledger_;
  const encode::EventRules event_rules_;
  const job::Agenda agenda_;
  const std::vector<backfill::DestinationEffect> effects_;
};

DeliveryRun::DeliveryRun(const Assignment& assignment, const config::Config& config, log::Log& log,
                         job::Signals& signals, Clock& clock)
    : assignment_(assignment),
      config_(config),
      log_(log),
      signals_(signals),
      clock_(clock),
      check_(tracking_plan::load_tracking_plan(config.plan.directory)),
      deadline_(signals.stop(), &beside_),
      patience_(retry::patience_of(config.database, clock, log, job::start::random_seed(), signals.stop())),
      calendar_(config, patience_, signals.stop()),
      now_(job::start::read_clock(calendar_, clock, config.job.settle, log)),
      ledger_(ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::delivering, patience_,
                                           signals.end())),
      event_rules_(job::start::event_rules(config, ledger_->name_space(), assignment.is_backfill)),
      agenda_(job::agenda_for(assignment.days, config, calendar_, now_, ledger_.get())),
      effects_(effects(now_.instant)) {
  job::start::check_ledger_clock(config, clock, patience_, signals.end());
  job::start::require_known_sources(assignment.filter.sources, calendar_);
}

std::vector<backfill::DestinationEffect> DeliveryRun::effects(Instant now) {
  if (!assignment_.is_backfill) return {};
  return backfill::effects_of(config_, backfill::days_to_send(agenda_, assignment_.resend, ledger_.get()), now);
}

ExitCode DeliveryRun::conclude(metrics::RunFacts& facts) {
  backfill::warn_before(log_, effects_, config_);
  job::warn_of_forgotten_days(log_, agenda_);
  const auto days = backfill::days_to_send(agenda_, assignment_.resend, ledger_.get());
  job::report::log_remarks(log_, job::counter_day_remarks(calendar_, days, config_.windows.monthly_days, now_.today));
  signals_.begin_recording();
  Pulse pulse;
  const auto usage = read::make_postgres_usage_source(config_, agenda_.contract, signals_.stop(),
                                                      {&pulse, job::start::log_notices(log_)});
  ship::ShipperRules shipping = job::start::shipper_rules(config_, log_, true);
  shipping.alive = [&pulse] { pulse.beat(); };
  ship::Shipper shipper(config_.sink, shipping, job::start::transports_of(config_), clock_, signals_.stop());
  job::StageClock times(clock_);
  progress::RunProgress progress(clock_);
  expand::ExpansionRules rules = job::start::expansion_rules(config_);
  const job::UnitReaders readers(*usage, rules, patience_, times);
  rules.windows = {1, 1};  // to count a day's events, no other day is read
  const job::UnitReaders counters(*usage, rules, patience_, times);
  job::EventStream stream(event_rules_, assignment_.filter, check_, times);
  DayPlanner planner(config_, *ledger_, log_, progress, stream);
  job::Heartbeat heartbeat(*ledger_, clock_, {config_.job.lease, job::longest_silence(config_), pulse, log_}, beside_);
  DeliveryRecord delivered(*ledger_, heartbeat, progress, log_);
  job::send::Sender sender(shipper, config_, deadline_, times, log_);
  Deliverer deliverer(readers, stream, planner, sender, delivered);
  CountAhead count_ahead;
  if (config_.job.max_events > 0) {
    count_ahead = [&](const std::vector<day::Unit>& units) { planner.count_ahead(units, counters, deadline_); };
  }
  Schedule schedule(*ledger_, planner, deliverer, count_ahead,
                    OtherWorkers(clock_, deadline_, progress, assignment_.wait));
  job::report::RunRecord record(*ledger_, start(), clock_, log_);
  const auto work = [&] {
    {
      const progress::ProgressTicker ticker(progress, clock_, log_, beside_.callback());
      deliver(schedule, stream, record.number());
    }
    beside_.rethrow();
    return outcome(delivered.totals());
  };
  const auto report = [&] {
    log_outcome(delivered.totals());
    job::report::log_stages(log_, times, shipper.counts());
    job::report::note_shipping(facts, shipper.counts());
    job::report::note_stages(facts, times);
    return facts.totals = delivered.totals();
  };
  return record.conclude(signals_, shipper, {work, report});
}

ledger::RunStart DeliveryRun::start() {
  return {name_of(assignment_), agenda_.asked, job::start::fingerprint_of(config_, calendar_.database_name())};
}

ledger::ResendNo DeliveryRun::join_resend(ledger::RunNo run) {
  const ledger::ResendNo resend = ledger_->join_resend(run);
  if (static_cast<std::int64_t>(resend) != static_cast<std::int64_t>(run)) {
    log_.info("going on with a --resend of these days that an earlier run began",
              {{"first_run", static_cast<std::int64_t>(resend)}});
  }
  return resend;
}

DayRules DeliveryRun::rules() const {
  return job::start::day_rules(config_, event_rules_, assignment_.is_backfill, check_.digest());
}

void DeliveryRun::deliver(Schedule& schedule, job::EventStream& stream, ledger::RunNo run) {
  const job::ChunkBounds bounds = job::chunk_bounds(config_, calendar_);
  if (!assignment_.filter.admits_all()) return deliver_narrowed(schedule, stream, bounds);
  DayBeginning beginning{rules()};
  if (assignment_.resend) beginning.resend = join_resend(run);
  OpenDays open(*ledger_, stream, bounds, std::move(beginning), log_);
  schedule.deliver(agenda_.days, open);
}

void DeliveryRun::deliver_narrowed(Schedule& schedule, job::EventStream& stream, const job::ChunkBounds& bounds) {
  const auto units = job::units_to_send(agenda_.days, ledger_.get(), bounds, assignment_.resend, log_);
  job::follow_rules_of(units, stream, {ledger_.get(), rules(), assignment_.resend}, log_);
  schedule.deliver_narrowed(units);
}

ExitCode DeliveryRun::outcome(const RunTotals& totals) {
  if (agenda_.not_closed) throw Failure(ExitCode::day_not_closed, *agenda_.not_closed, job::not_closed_hint);
  const bool rejected = ledger_->rejected_count(agenda_.asked) > 0 || totals.rejected > 0;
  return rejected ? ExitCode::events_rejected : ExitCode::complete;
}

void DeliveryRun::log_outcome(const RunTotals& totals) {
  job::report::log_findings(log_, totals.findings);
  check_.log_violations(log_);
  job::report::log_rows(log_, totals.rows, totals.findings);
  if (totals.delivered > 0) backfill::warn_after(log_, effects_);
}

const std::vector<std::string> settings{"database", "ledger",   "job",  "windows", "plan",
                                        "event",    "backfill", "sink", "metrics"};

Order order_of(const Assignment& assignment, const DryRunWork& dry_run) {
  if (assignment.dry_run) {
    return {config::Need::no_receiver,
            EndsAtOnce{[=](const config::Config& config, log::Log& log, io::StandardOutput& out) {
              return dry_run(assignment, config, log, out);
            }},
            {}};
  }
  return {config::Need::everything,
          EndsRecorded{assignment.filter.admits_all(),
                       [=](const config::Config& config, log::Log& log, job::Signals& signals, Clock& clock,
                           metrics::RunFacts& facts) {
                         return DeliveryRun(assignment, config, log, signals, clock).conclude(facts);
                       }},
          {}};
}

}  // namespace

Definition make_run_command(const DryRunWork& dry_run) {
  return define<RunOptions>({"run", "send one day; default: every missed day, then yesterday", settings, {}},
                            declare_run,
                            [dry_run](const RunOptions& options) { return order_of(assignment_of(options), dry_run); });
}

Definition make_backfill_command(const DryRunWork& dry_run) {
  return define<BackfillOptions>(
      {"backfill", "send a range of days", settings, {}}, declare_backfill,
      [dry_run](const BackfillOptions& options) { return order_of(assignment_of(options), dry_run); });
}

}  // namespace sent::command::deliver
