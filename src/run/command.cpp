#include "run/command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <random>

#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "read/postgres_connection.hpp"
#include "read/postgres_usage_source.hpp"
#include "run/agenda.hpp"
#include "run/delivery.hpp"
#include "run/dry_run.hpp"
#include "run/schedule.hpp"

namespace sent {

namespace {

EventRules event_rules(const Config& config, const Uuid& name_space, bool is_backfill) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(config.event.extra_properties, name) != config.event.extra_properties.end();
  };
  const bool own = is_backfill && !config.backfill.integrations.empty();
  return {name_space, has("date"), has("ownerType"),
          own ? config.backfill.integrations : config.event.integrations, SENT_VERSION};
}

EventFilter filter_of(const Delivery& delivery) {
  return {{delivery.sources.begin(), delivery.sources.end()},
          {delivery.users.begin(), delivery.users.end()}};
}

std::string worker_name() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return fmt::format("{}:{}", host.data(), getpid());
}

void log_findings(Log& log, const Findings& found) {
  for (const auto& [kind, name, meaning] : finding_meanings) {
    if (found.count(kind) == 0) continue;
    log.warn(meaning, {{"kind", name}, {"count", found.count(kind)}, {"example", found.example(kind)}});
  }
}

void report_clock_skew(Log& log, Calendar& calendar, const Clock& clock) {
  const auto here = std::chrono::time_point_cast<std::chrono::seconds>(clock.wall());
  const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(calendar.now().instant - here);
  if (std::chrono::abs(ahead) <= std::chrono::minutes{1}) return;
  log.warn("the database's clock and this machine's differ; the database's decides",
           {{"database_ahead_s", ahead.count()}});
}

Agenda agenda_for(const Command& command, const Config& config, Calendar& calendar, const AskLedger& ask) {
  if (const auto* run = std::get_if<RunCommand>(&command)) return agenda_of(*run, config, calendar, ask);
  return agenda_of(std::get<BackfillCommand>(command), config, calendar);
}

const Delivery& delivery_of(const Command& command) {
  if (const auto* run = std::get_if<RunCommand>(&command)) return run->delivery;
  return std::get<BackfillCommand>(command).delivery;
}

bool is_resend(const Command& command) {
  const auto* backfill = std::get_if<BackfillCommand>(&command);
  return backfill != nullptr && backfill->resend;
}

Uuid name_space_of(const Config& config, const Uuid& of_ledger) {
  if (config.event.namespace_uuid.empty()) return of_ledger;
  return parse_uuid(config.event.namespace_uuid).value();
}

AskLedger asking(Ledger* ledger) {
  return [ledger](DayRange days) -> LedgerDays {
    if (ledger == nullptr) return {};
    return {ledger->first_day(), ledger->complete_days(days)};
  };
}

ExitCode execute_dry_run(const Command& command, const Config& config, Log& log, Clock& clock) {
  const Delivery& delivery = delivery_of(command);
  Calendar calendar(config);
  report_clock_skew(log, calendar, clock);
  const bool has_ledger = find_name_space(config).has_value();
  const auto ledger = has_ledger ? make_postgres_ledger(config, worker_name()) : nullptr;
  if (!has_ledger && config.event.namespace_uuid.empty()) {
    log.warn("there is no ledger yet: message ids are made in the nil namespace and will differ");
  }
  const Agenda agenda = agenda_for(command, config, calendar, asking(ledger.get()));
  const auto usage = make_postgres_usage_source(config, agenda.relations);
  const auto units = dry_units(agenda.days, config, calendar, ledger.get(), is_resend(command), log);
  const auto rules = event_rules(config, name_space_of(config, ledger ? ledger->name_space() : Uuid{}),
                                 std::holds_alternative<BackfillCommand>(command));
  Findings found;
  DryRunTotals totals = dry_run(*delivery.dry_run, config, *usage, units, rules, filter_of(delivery), stdout, found);
  for (const DayFacts& day : agenda.days) totals.days.push_back(day.day);
  log_findings(log, found);
  const std::string summary = describe(
      totals, seconds_at_rate(totals.events, totals.requests, config.sink.max_events_per_second,
                              config.sink.max_requests_per_second));
  std::fputs(summary.c_str(), delivery.dry_run->format == DryRunFormat::summary ? stdout : stderr);
  if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, not_closed_hint);
  return ExitCode::complete;
}


std::uint64_t random_seed() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32U | device();
}

TransportFactory transports_of(const Config& config) {
  return config.sink.preset == Preset::file
             ? make_file_transports(config.sink)
             : make_http_transports(config.sink, "sent-source-data/" SENT_VERSION);
}

class RunRecord {
 public:
  RunRecord(Ledger& ledger, const std::string& command)
      : ledger_(ledger), number_(ledger.begin_run(command)) {}

  void end(ExitCode code, const DeliveryTotals& totals) {
    ledger_.end_run(number_, static_cast<int>(code), totals.delivered, totals.rejected);
  }

 private:
  Ledger& ledger_;
  RunNo number_;
};

void log_summary(Log& log, const Shipper& shipper, const DeliveryTotals& totals, Clock::Time began,
                 const Clock& clock) {
  const ShippingCounts counts = shipper.counts();
  log.info("finished",
           {{"delivered", totals.delivered},
            {"rejected", totals.rejected},
            {"requests", counts.requests},
            {"retries", counts.retries},
            {"bytes", counts.bytes},
            {"waited_ms", counts.waited.count()},
            {"rows_calls", totals.rows.calls},
            {"rows_library_calls", totals.rows.library_calls},
            {"rows_others", totals.rows.others},
            {"seconds", std::chrono::duration<double>(clock.now() - began).count()}});
}

// The stages know that they were stopped, but not by which signal.
Failure named_after_signal(const Failure& failure, const Signals& signals) {
  if (failure.code() != ExitCode::interrupted || signals.received() == 0) return failure;
  return {static_cast<ExitCode>(128 + signals.received()), failure.what(),
          "what was accepted is recorded; run again to continue"};
}

ExitCode execute_delivery(const Command& command, const Config& config, Log& log, Signals& signals,
                          Clock& clock) {
  const Delivery& delivery = delivery_of(command);
  const bool is_backfill = std::holds_alternative<BackfillCommand>(command);
  const Clock::Time began = clock.now();
  Calendar calendar(config);
  report_clock_skew(log, calendar, clock);
  const auto ledger = make_postgres_ledger(config, worker_name());
  const Agenda agenda = agenda_for(command, config, calendar, asking(ledger.get()));
  const auto usage = make_postgres_usage_source(config, agenda.relations);
  Shipper shipper(config.sink, config.job.grace, transports_of(config), clock, random_seed(), signals.stop(),
                  [&](const std::string& message) { log.warn(message); });
  const std::optional<Clock::Time> deadline =
      config.job.time_budget.count() > 0 ? std::optional(began + config.job.time_budget) : std::nullopt;
  World world{config, *usage, *ledger, clock, log, signals.stop()};
  Deliverer deliverer(world, shipper,
                      event_rules(config, name_space_of(config, ledger->name_space()), is_backfill),
                      filter_of(delivery), deadline);
  RunRecord run(*ledger, is_backfill ? "backfill" : "run");
  const auto finish = [&](ExitCode code) {
    log_findings(log, deliverer.totals().findings);
    log_summary(log, shipper, deliverer.totals(), began, clock);
    run.end(code, deliverer.totals());
    return code;
  };
  try {
    Schedule schedule(world, calendar, deliverer, {is_resend(command), delivery.wait});
    if (filter_of(delivery).admits_all()) {
      schedule.deliver(agenda.days);
    } else {
      schedule.deliver_filtered(agenda.days);
    }
    if (agenda.not_closed) throw Failure(ExitCode::day_not_closed, *agenda.not_closed, not_closed_hint);
  } catch (const Failure& failure) {
    const Failure named = named_after_signal(failure, signals);
    // The ledger that has just failed cannot take the end of the run.
    if (named.code() != ExitCode::database_unavailable) finish(named.code());
    throw named;
  }
  const bool rejected = ledger->rejected_events(agenda.asked) > 0 || deliverer.totals().rejected > 0;
  return finish(rejected ? ExitCode::events_rejected : ExitCode::complete);
}

ExitCode execute_migrate(const MigrateCommand& command, const Config& config, Log& log) {
  for (const auto& line : migrate(config, command.with_contract)) log.info(line);
  return ExitCode::complete;
}

}  // namespace

ExitCode execute(const Command& command, const Config& config, Log& log, Signals& signals) {
  require_readable_url("database.url", config.database.url);
  require_readable_url("ledger.url", config.ledger.url);
  const auto clock = make_system_clock();
  if (const auto* migration = std::get_if<MigrateCommand>(&command)) {
    signals.end_at_once();
    return execute_migrate(*migration, config, log);
  }
  if (delivery_of(command).dry_run) {
    signals.end_at_once();
    return execute_dry_run(command, config, log, *clock);
  }
  return execute_delivery(command, config, log, signals, *clock);
}

}  // namespace sent
