// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/deliver_command.hpp"

#include <exception>
#include <optional>
#include <utility>

#include "backfill/backfill_effects.hpp"
#include "command/deliver/delivery_options.hpp"
#include "command/deliver/open_days.hpp"
#include "command/deliver/schedule.hpp"
#include "config/config.hpp"
#include "job/report/run_facts.hpp"
#include "job/report/run_log.hpp"
#include "job/report/run_record.hpp"
#include "job/start/database_clock.hpp"
#include "job/start/event_rules.hpp"
#include "job/start/random_seed.hpp"
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

ledger::RunStart start_of(const Assignment& assignment, const job::Agenda& agenda) {
  const char* const backfill = assignment.resend ? "backfill --resend" : "backfill";
  return {assignment.is_backfill ? backfill : "run", agenda.asked};
}

// To count a day's events, no other day is read.
config::Config with_windows_of_a_day(config::Config config) {
  config.windows = {1, 1};
  return config;
}

ExitCode execute(const Assignment& assignment, const config::Config& config, log::Log& log, job::Signals& signals,
                 Clock& clock, metrics::RunFacts& facts) {
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  job::BackgroundFailure beside;
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop(), &beside);
  const retry::Patience patience =
      retry::patience_of(config.database, clock, log, job::start::random_seed(), signals.stop());
  read::Calendar calendar(config, patience, signals.stop());
  const auto now = job::start::read_clock(calendar, clock, log);
  const auto ledger = ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::delivering,
                                                   patience, signals.stop());
  const job::Agenda agenda = job::agenda_for(assignment.days, config, calendar, now, ledger.get());
  std::vector<backfill::DestinationEffect> effects;
  if (assignment.is_backfill) {
    const auto days = backfill::days_to_send(agenda, assignment.resend, ledger.get());
    effects = backfill::effects_of(config, days, now.instant);
  }
  backfill::warn_before(log, effects, config);
  signals.begin_recording();
  const auto usage = read::make_postgres_usage_source(config, agenda.relations, signals.stop());
  const ship::ShipperRules shipping{config.job.grace, true, job::start::random_seed(),
                                    [&](const std::string& message) { log.warn(message); }};
  ship::Shipper shipper(config.sink, shipping, job::start::transports_of(config), clock, signals.stop());
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  const job::UnitReaders readers(*usage, config, patience, times);
  const config::Config one_day = with_windows_of_a_day(config);
  const job::UnitReaders counters(*usage, one_day, patience, times);
  job::EventStream stream(job::start::event_rules(config, ledger->name_space(), assignment.is_backfill),
                          assignment.filter, check, times);
  DayPlanner planner(config, *ledger, log, progress, stream);
  job::Heartbeat heartbeat(*ledger, clock, config.job.lease, beside);
  DeliveryRecord delivered(*ledger, heartbeat, progress, log);
  job::Sender sender(shipper, config.sink, deadline, times, log);
  Deliverer deliverer(readers, stream, planner, sender, delivered);
  CountAhead count_ahead;
  if (config.job.max_events > 0) {
    count_ahead = [&](const std::vector<day::Unit>& units) { planner.count_ahead(units, counters, deadline); };
  }
  Schedule schedule(*ledger, planner, deliverer, count_ahead, OtherWorkers(clock, deadline, progress, assignment.wait));
  job::report::RunRecord record(*ledger, start_of(assignment, agenda), clock, log);
  const auto work = [&] {
    const progress::ProgressTicker ticker(progress, clock, log,
                                          [&](std::exception_ptr failure) { beside.note(std::move(failure)); });
    const job::ChunkBounds bounds = job::chunk_bounds(config, calendar);
    if (stream.is_whole()) {
      const auto resend_of = assignment.resend ? std::optional(record.number()) : std::nullopt;
      schedule.deliver(open_days(agenda.days, *ledger, bounds, resend_of, log));
    } else {
      schedule.deliver_narrowed(job::units_to_send(agenda.days, ledger.get(), bounds, assignment.resend, log));
    }
    beside.rethrow();
    if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, job::not_closed_hint);
    const bool rejected = ledger->rejected_count(agenda.asked) > 0 || delivered.totals().rejected > 0;
    return rejected ? ExitCode::events_rejected : ExitCode::complete;
  };
  const auto report = [&] {
    const RunTotals& totals = delivered.totals();
    job::report::log_findings(log, totals.findings);
    check.log_violations(log);
    job::report::log_rows(log, totals.rows, totals.findings);
    job::report::log_stages(log, times, shipper.counts());
    job::report::note_shipping(facts, shipper.counts());
    job::report::note_stages(facts, times);
    if (totals.delivered > 0) backfill::warn_after(log, effects);
    return facts.totals = totals;
  };
  return record.conclude(signals, shipper, {work, report});
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
  return {
      config::Need::everything,
      EndsRecorded{assignment.filter.admits_all(),
                   [=](const config::Config& config, log::Log& log, job::Signals& signals, Clock& clock,
                       metrics::RunFacts& facts) { return execute(assignment, config, log, signals, clock, facts); }},
      {}};
}

}  // namespace

Definition make_run_command(const DryRunWork& dry_run) {
  return define<RunOptions>({"run", "send one day; default: yesterday, after every day that was missed", settings, {}},
                            declare_run,
                            [dry_run](const RunOptions& options) { return order_of(assignment_of(options), dry_run); });
}

Definition make_backfill_command(const DryRunWork& dry_run) {
  return define<BackfillOptions>(
      {"backfill", "send a range of days", settings, {}}, declare_backfill,
      [dry_run](const BackfillOptions& options) { return order_of(assignment_of(options), dry_run); });
}

}  // namespace sent::command::deliver
