// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/delivery_command.hpp"

#include <exception>
#include <optional>
#include <utility>

#include "backfill/backfill_effects.hpp"
#include "command/deliver/open_days.hpp"
#include "command/deliver/schedule.hpp"
#include "job/asked.hpp"
#include "job/report/run_facts.hpp"
#include "job/report/run_log.hpp"
#include "job/report/run_record.hpp"
#include "job/start/database_clock.hpp"
#include "job/start/event_rules.hpp"
#include "job/start/random_seed.hpp"
#include "job/start/transports.hpp"
#include "job/start/worker_name.hpp"
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

// To count a day's events, no other day is read.
config::Config with_windows_of_a_day(config::Config config) {
  config.windows = {1, 1};
  return config;
}

}  // namespace

ExitCode execute_delivery(const cli::Command& command, const config::Config& config, log::Log& log,
                          job::Signals& signals, Clock& clock, metrics::RunFacts& facts) {
  const cli::Delivery& delivery = job::delivery_of(command);
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  job::BackgroundFailure beside;
  const job::Deadline deadline(clock, config.job.time_budget, signals.stop(), &beside);
  const retry::Patience patience =
      retry::patience_of(config.database, clock, log, job::start::random_seed(), signals.stop());
  read::Calendar calendar(config, patience);
  const auto now = job::start::read_clock(calendar, clock, log);
  const auto ledger =
      ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::delivering, patience);
  const job::Agenda agenda = job::agenda_for(command, config, calendar, now, ledger.get());
  const auto effects = backfill::effects_of(command, config, agenda, ledger.get(), now.instant);
  backfill::warn_before(log, effects, config);
  const auto usage = read::make_postgres_usage_source(config, agenda.relations, signals.stop());
  ship::Shipper shipper(config.sink, {config.job.grace, true}, job::start::transports_of(config), clock,
                        job::start::random_seed(), signals.stop(),
                        [&](const std::string& message) { log.warn(message); });
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  const job::UnitReaders readers(*usage, config, patience, times);
  const config::Config one_day = with_windows_of_a_day(config);
  const job::UnitReaders counters(*usage, one_day, patience, times);
  const bool is_backfill = std::holds_alternative<cli::BackfillCommand>(command);
  job::EventStream stream(job::start::event_rules(config, ledger->name_space(), is_backfill), job::filter_of(delivery),
                          check, times);
  DayPlanner planner(config, *ledger, log, progress, stream);
  job::Heartbeat heartbeat(*ledger, clock, config.job.lease, beside);
  DeliveryRecord delivered(*ledger, heartbeat, progress, log);
  job::Sender sender(shipper, config.sink, deadline, times, log);
  Deliverer deliverer(readers, stream, planner, sender, delivered);
  CountAhead count_ahead;
  if (config.job.max_events > 0) {
    count_ahead = [&](const std::vector<day::Unit>& units) { planner.count_ahead(units, counters, deadline); };
  }
  Schedule schedule(*ledger, planner, deliverer, count_ahead, OtherWorkers(clock, deadline, progress, delivery.wait));
  job::report::RunRecord record(*ledger, start_of(command, agenda), clock, log);
  const auto work = [&] {
    const progress::ProgressTicker ticker(progress, clock, log,
                                          [&](std::exception_ptr failure) { beside.note(std::move(failure)); });
    const job::ChunkBounds bounds = job::chunk_bounds(config, calendar);
    const bool resend = job::is_resend(command);
    if (stream.is_whole()) {
      const auto resend_of = resend ? std::optional(record.number()) : std::nullopt;
      schedule.deliver(open_days(agenda.days, *ledger, bounds, resend_of, log));
    } else {
      schedule.deliver_narrowed(job::units_to_send(agenda.days, ledger.get(), bounds, resend, log));
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

}  // namespace sent::command::deliver
