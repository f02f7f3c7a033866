#include <unistd.h>

#include <cstdio>
#include <optional>

#include "ledger/deployment.hpp"
#include "model/failure.hpp"
#include "read/postgres_usage_source.hpp"
#include "run/backfill_effects.hpp"
#include "run/commands.hpp"
#include "run/dry_run.hpp"
#include "run/patience.hpp"
#include "run/progress_ticker.hpp"
#include "run/schedule.hpp"
#include "run/setup.hpp"

namespace sent {

namespace {

// None when the database has no ledger yet.
std::unique_ptr<Ledger> find_ledger(const Config& config, Log& log, const Patience& patience) {
  if (find_name_space(config)) return make_postgres_ledger(config, worker_name(), LedgerUse::reading, patience);
  if (config.event.namespace_uuid.empty()) {
    log.warn("there is no ledger yet: message ids are made in the nil namespace and will differ");
  }
  return nullptr;
}

// On one terminal, where a line that is redrawn would tear the events.
bool is_shown_beside_the_log(DryRunFormat format, const Log& log) {
  return format != DryRunFormat::summary && log.columns() && isatty(STDOUT_FILENO) != 0;
}

void print(const DryRunTotals& totals, DryRunFormat format, const Config::Sink& sink) {
  const std::string summary =
      describe(totals, seconds_at_rate(totals.events, totals.requests, sink.max_events_per_second,
                                       sink.max_requests_per_second));
  std::fputs(summary.c_str(), format == DryRunFormat::summary ? stdout : stderr);
}

}  // namespace

ExitCode execute_dry_run(const Command& command, const Config& config, Log& log, Clock& clock) {
  const Delivery& delivery = delivery_of(command);
  SourceCheck check(load_tracking_plan(config.plan.directory));
  const Patience patience = patience_of(config.database, clock, log, random_seed(), {});
  Calendar calendar(config, patience);
  const auto now = read_clock(calendar, clock, log);
  const auto ledger = find_ledger(config, log, patience);
  const Agenda agenda = agenda_for(command, config, calendar, now, ledger.get());
  const auto usage = make_postgres_usage_source(config, agenda.relations, {});
  const auto units = dry_units(agenda.days, config, calendar, ledger.get(), is_resend(command), log);
  const auto rules = event_rules(config, ledger ? ledger->name_space() : Uuid{},
                                 std::holds_alternative<BackfillCommand>(command));
  Findings found;
  StageClock times(clock);
  RunProgress progress(clock);
  DryRunTotals totals = [&] {
    std::optional<ProgressTicker> ticker;
    if (!is_shown_beside_the_log(delivery.dry_run->format, log)) ticker.emplace(progress, clock, log);
    return dry_run(*delivery.dry_run, {config, *usage, patience, times, check, progress}, units, rules, filter_of(delivery),
                   stdout, found);
  }();
  for (const DayFacts& day : agenda.days) totals.days.push_back(day.day);
  for (const auto& effect : effects_of(command, config, agenda, ledger.get(), now.instant))
    totals.warnings.push_back(describe(effect));
  log_findings(log, found);
  check.log_violations(log);
  log_rows(log, totals.rows, found);
  log_stages(log, times, {});
  print(totals, delivery.dry_run->format, config.sink);
  if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, not_closed_hint);
  return ExitCode::complete;
}

}  // namespace sent
