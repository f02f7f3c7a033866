// SPDX-License-Identifier: Apache-2.0

#include "command/dry_run/dry_run_command.hpp"

#include <unistd.h>

#include <optional>

#include "backfill/backfill_effects.hpp"
#include "command/dry_run/dry_run.hpp"
#include "io/system_clock.hpp"
#include "job/background_failure.hpp"
#include "job/day_begun.hpp"
#include "job/report/run_log.hpp"
#include "job/start/database_clock.hpp"
#include "job/start/database_notices.hpp"
#include "job/start/day_rules.hpp"
#include "job/start/event_rules.hpp"
#include "job/start/expansion_rules.hpp"
#include "job/start/known_sources.hpp"
#include "job/start/random_seed.hpp"
#include "job/start/worker_name.hpp"
#include "job/units_to_send.hpp"
#include "ledger/deployment.hpp"
#include "model/failure.hpp"
#include "progress/progress_ticker.hpp"
#include "read/postgres_usage_source.hpp"
#include "retry/database_patience.hpp"
#include "survey/cost.hpp"

namespace sent::command::dry_run {

namespace {

// Nothing if the database has no ledger yet.
std::unique_ptr<ledger::Ledger> find_ledger(const config::Config& config, log::Log& log,
                                            const retry::Patience& patience) {
  if (ledger::find_name_space(config))
    return ledger::make_postgres_ledger(config, job::start::worker_name(), ledger::LedgerUse::reading, patience);
  if (!config.event.name_space) {
    log.warn("there is no ledger yet: message ids use an empty namespace, so those of a run will differ");
  }
  return nullptr;
}

// On one terminal a line that is redrawn would tear the events.
bool is_shown_beside_the_log(deliver::DryRunFormat format, const log::Log& log) {
  return format != deliver::DryRunFormat::summary && log.columns() && isatty(STDOUT_FILENO) != 0;
}

void print(const DryRunTotals& totals, deliver::DryRunFormat format, const config::Config::Sink& sink,
           io::StandardOutput& out) {
  const std::string summary =
      describe(totals, survey::seconds_at_rate(totals.events, totals.requests, sink.max_events_per_second,
                                               sink.max_requests_per_second));
  if (format == deliver::DryRunFormat::summary) {
    out.print(summary);
  } else {
    io::print_note(summary);
  }
  out.flush();
}

}  // namespace

ExitCode execute_dry_run(const deliver::Assignment& assignment, const config::Config& config, log::Log& log,
                         io::StandardOutput& out) {
  const deliver::DryRun& options = *assignment.dry_run;
  const auto own_clock = io::make_system_clock();
  Clock& clock = *own_clock;
  job::SourceCheck check(tracking_plan::load_tracking_plan(config.plan.directory));
  const retry::Patience patience = retry::patience_of(config.database, clock, log, job::start::random_seed(), {});
  read::Calendar calendar(config, patience);
  const auto now = job::start::read_clock(calendar, clock, config.job.settle, log);
  const auto ledger = find_ledger(config, log, patience);
  const job::Agenda agenda = job::agenda_for(assignment.days, config, calendar, now, ledger.get());
  job::start::require_known_sources(assignment.filter.sources, calendar);
  const auto usage =
      read::make_postgres_usage_source(config, agenda.contract, {}, {nullptr, job::start::log_notices(log)});
  const auto units =
      job::units_to_send(agenda.days, ledger.get(), job::chunk_bounds(config, calendar), assignment.resend, log);
  job::StageClock times(clock);
  progress::RunProgress progress(clock);
  const job::UnitReaders readers(*usage, job::start::expansion_rules(config), patience, times);
  const encode::EventRules event_rules =
      job::start::event_rules(config, ledger ? ledger->name_space() : Uuid{}, assignment.is_backfill);
  job::EventStream stream(event_rules, assignment.filter, check, times);
  job::follow_rules_of(
      units, stream,
      {ledger.get(), job::start::day_rules(config, event_rules, assignment.is_backfill, check.digest()),
       assignment.resend},
      log);
  job::report::log_remarks(log,
                           job::counter_day_remarks(calendar, agenda.days, config.windows.monthly_days, now.today));
  Printer printer(options, config.sink, out, progress);
  job::BackgroundFailure beside;
  DryRunTotals totals = [&] {
    std::optional<progress::ProgressTicker> ticker;
    if (!is_shown_beside_the_log(options.format, log)) ticker.emplace(progress, clock, log, beside.callback());
    return dry_run(units, readers, stream, printer, progress);
  }();
  beside.rethrow();
  for (const day::DayFacts& day : agenda.days) totals.days.push_back(day.day);
  if (assignment.is_backfill) {
    const auto days = backfill::days_to_send(agenda, assignment.resend, ledger.get());
    for (const auto& effect : backfill::effects_of(config, days, now.instant))
      totals.warnings.push_back(describe(effect));
  }
  job::report::log_findings(log, totals.findings);
  check.log_violations(log);
  job::report::log_rows(log, totals.rows, totals.findings);
  job::report::log_stages(log, times, {});
  print(totals, options.format, config.sink, out);
  if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, job::not_closed_hint);
  return totals.violating > 0 ? ExitCode::events_rejected : ExitCode::complete;
}

}  // namespace sent::command::dry_run
