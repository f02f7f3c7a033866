// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/delivery_command.hpp"

#include "backfill/backfill_effects.hpp"
#include "command/deliver/schedule.hpp"
#include "job/run_record.hpp"
#include "job/setup.hpp"
#include "model/failure.hpp"
#include "progress/progress_ticker.hpp"
#include "read/postgres_usage_source.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::deliver {

namespace {

ledger::RunStart start_of(const cli::Command& command, const job::Agenda& agenda) {
  const bool backfill = std::holds_alternative<cli::BackfillCommand>(command);
  return {backfill ? job::is_resend(command) ? "backfill --resend" : "backfill" : "run", agenda.asked};
}

void deliver(Schedule& schedule, const job::EventFilter& filter, const job::Agenda& agenda) {
  if (filter.admits_all()) {
    schedule.deliver(agenda.days);
  } else {
    schedule.deliver_filtered(agenda.days);
  }
  if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, job::not_closed_hint);
}

}  // namespace

ExitCode execute_delivery(const cli::Command& command, const config::Config& config, log::Log& log,
                          job::Signals& signals, Clock& clock, metrics::RunFacts& facts) {
  const cli::Delivery& delivery = job::delivery_of(command);
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop());
  const retry::Patience patience = retry::patience_of(config.database, clock, log, job::random_seed(), signals.stop());
  read::Calendar calendar(config, patience);
  const auto now = job::read_clock(calendar, clock, log);
  const auto ledger = ledger::make_postgres_ledger(config, job::worker_name(), ledger::LedgerUse::delivering, patience);
  const job::Agenda agenda = job::agenda_for(command, config, calendar, now, ledger.get());
  const auto effects = backfill::effects_of(command, config, agenda, ledger.get(), now.instant);
  backfill::warn_before(log, effects, config);
  const auto usage = read::make_postgres_usage_source(config, agenda.relations, signals.stop());
  const ship::ShipperRules shipping{config.job.grace, true, job::random_seed(),
                                    [&](const std::string& message) { log.warn(message); }};
  ship::Shipper shipper(config.sink, shipping, job::transports_of(config), clock, signals.stop());
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  job::World world{config, *usage, *ledger, clock, log, patience, deadline, times, check, progress};
  const job::EventFilter filter = job::filter_of(delivery);
  const auto rules =
      job::event_rules(config, ledger->name_space(), std::holds_alternative<cli::BackfillCommand>(command));
  DayPlanner planner(world, rules, filter);
  Deliverer deliverer(world, shipper, planner, rules, filter);
  job::RunRecord record(*ledger, start_of(command, agenda), clock, log);
  const auto work = [&] {
    const progress::ProgressTicker ticker(progress, clock, log);
    Schedule schedule(world, calendar, planner, deliverer, {record.number(), job::is_resend(command), delivery.wait});
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

}  // namespace sent::command::deliver
