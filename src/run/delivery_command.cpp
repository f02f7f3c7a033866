#include "model/failure.hpp"
#include "read/postgres_usage_source.hpp"
#include "run/backfill_effects.hpp"
#include "run/commands.hpp"
#include "run/patience.hpp"
#include "run/progress_ticker.hpp"
#include "run/run_record.hpp"
#include "run/schedule.hpp"
#include "run/setup.hpp"

namespace sent {

namespace {

RunStart start_of(const Command& command, const Agenda& agenda) {
  const bool backfill = std::holds_alternative<BackfillCommand>(command);
  return {backfill ? is_resend(command) ? "backfill --resend" : "backfill" : "run", agenda.asked};
}

void deliver(Schedule& schedule, const EventFilter& filter, const Agenda& agenda) {
  if (filter.admits_all()) {
    schedule.deliver(agenda.days);
  } else {
    schedule.deliver_filtered(agenda.days);
  }
  if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, not_closed_hint);
}

}  // namespace

ExitCode execute_delivery(const Command& command, const Config& config, Log& log, Signals& signals, Clock& clock,
                          RunFacts& facts) {
  const Delivery& delivery = delivery_of(command);
  SourceCheck check(load_tracking_plan(config.plan.directory));
  const Deadline deadline(clock, config.job.time_budget, signals.stop());
  const Patience patience = patience_of(config.database, clock, log, random_seed(), signals.stop());
  Calendar calendar(config, patience);
  const auto now = read_clock(calendar, clock, log);
  const auto ledger = make_postgres_ledger(config, worker_name(), LedgerUse::delivering, patience);
  const Agenda agenda = agenda_for(command, config, calendar, now, ledger.get());
  const auto effects = effects_of(command, config, agenda, ledger.get(), now.instant);
  warn_before(log, effects, config);
  const auto usage = make_postgres_usage_source(config, agenda.relations, signals.stop());
  Shipper shipper(config.sink, {config.job.grace, true}, transports_of(config), clock, random_seed(), signals.stop(),
                  [&](const std::string& message) { log.warn(message); });
  StageClock times(clock);
  RunProgress progress(clock);
  World world{config, *usage, *ledger, clock, log, patience, deadline, times, check, progress};
  const EventFilter filter = filter_of(delivery);
  const auto rules = event_rules(config, ledger->name_space(), std::holds_alternative<BackfillCommand>(command));
  DayPlanner planner(world, rules, filter);
  Deliverer deliverer(world, shipper, planner, rules, filter);
  RunRecord record(*ledger, start_of(command, agenda), clock, log);
  const auto work = [&] {
    const ProgressTicker ticker(progress, clock, log);
    Schedule schedule(world, calendar, planner, deliverer, {record.number(), is_resend(command), delivery.wait});
    deliver(schedule, filter, agenda);
    const bool rejected = ledger->rejected_count(agenda.asked) > 0 || deliverer.totals().rejected > 0;
    return rejected ? ExitCode::events_rejected : ExitCode::complete;
  };
  return record.conclude(signals, shipper, work, [&] {
    log_findings(log, deliverer.totals().findings);
    check.log_violations(log);
    log_rows(log, deliverer.totals().rows, deliverer.totals().findings);
    log_stages(log, times, shipper.counts());
    note_shipping(facts, shipper.counts());
    note_stages(facts, times);
    if (deliverer.totals().delivered > 0) warn_after(log, effects);
    return facts.totals = deliverer.totals();
  });
}

}  // namespace sent
