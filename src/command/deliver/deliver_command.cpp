// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/deliver_command.hpp"

#include "backfill/backfill_effects.hpp"
#include "command/deliver/delivery_options.hpp"
#include "command/deliver/schedule.hpp"
#include "config/config.hpp"
#include "job/run_record.hpp"
#include "job/setup.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "progress/progress_ticker.hpp"
#include "read/postgres_usage_source.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::deliver {

namespace {

ledger::RunStart start_of(const Assignment& assignment, const job::Agenda& agenda) {
  const char* const backfill = assignment.resend ? "backfill --resend" : "backfill";
  return {assignment.is_backfill ? backfill : "run", agenda.asked};
}

void deliver(Schedule& schedule, const job::EventFilter& filter, const job::Agenda& agenda) {
  if (filter.admits_all()) {
    schedule.deliver(agenda.days);
  } else {
    schedule.deliver_filtered(agenda.days);
  }
  if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, job::not_closed_hint);
}

ExitCode execute(const Assignment& assignment, const config::Config& config, log::Log& log, job::Signals& signals,
                 Clock& clock, metrics::RunFacts& facts) {
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop());
  const retry::Patience patience = retry::patience_of(config.database, clock, log, job::random_seed(), signals.stop());
  read::Calendar calendar(config, patience, signals.stop());
  const auto now = job::read_clock(calendar, clock, log);
  const auto ledger =
      ledger::make_postgres_ledger(config, job::worker_name(), ledger::LedgerUse::delivering, patience, signals.stop());
  const job::Agenda agenda = job::agenda_for(assignment.days, config, calendar, now, ledger.get());
  std::vector<backfill::DestinationEffect> effects;
  if (assignment.is_backfill) {
    const auto days = backfill::days_to_send(agenda, assignment.resend, ledger.get());
    effects = backfill::effects_of(config, days, now.instant);
  }
  backfill::warn_before(log, effects, config);
  signals.begin_recording();
  const auto usage = read::make_postgres_usage_source(config, agenda.relations, signals.stop());
  const ship::ShipperRules shipping{config.job.grace, true, job::random_seed(),
                                    [&](const std::string& message) { log.warn(message); }};
  ship::Shipper shipper(config.sink, shipping, job::transports_of(config), clock, signals.stop());
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  job::World world{config, *usage, *ledger, clock, log, patience, deadline, times, check, progress};
  const job::EventFilter& filter = assignment.filter;
  const auto rules = job::event_rules(config, ledger->name_space(), assignment.is_backfill);
  DayPlanner planner(world, rules, filter);
  Deliverer deliverer(world, shipper, planner, rules, filter);
  job::RunRecord record(*ledger, start_of(assignment, agenda), clock, log);
  const auto work = [&] {
    const progress::ProgressTicker ticker(progress, clock, log);
    Schedule schedule(world, calendar, planner, deliverer, {record.number(), assignment.resend, assignment.wait});
    deliver(schedule, filter, agenda);
    const bool rejected = ledger->rejected_count(agenda.asked) > 0 || deliverer.totals().rejected > 0;
    return rejected ? ExitCode::events_rejected : ExitCode::complete;
  };
  return record.conclude(signals, shipper, work, [&] {
    job::log_findings(log, deliverer.totals().findings);
    check.log_violations(log);
    job::log_rows(log, deliverer.totals().rows, deliverer.totals().findings);
    job::log_stages(log, times, shipper.counts());
    job::note_shipping(facts, shipper.counts());
    job::note_stages(facts, times);
    if (deliverer.totals().delivered > 0) backfill::warn_after(log, effects);
    return facts.totals = deliverer.totals();
  });
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
