#include "run/command.hpp"

#include "ledger/deployment.hpp"
#include "model/failure.hpp"
#include "read/postgres_connection.hpp"
#include "run/commands.hpp"
#include "run/publish_metrics.hpp"
#include "run/setup.hpp"

namespace sent {

ExitCode execute_migrate(const MigrateCommand& command, const Config& config, Log& log) {
  for (const auto& line : migrate(config, command.with_contract)) log.info(line);
  return ExitCode::complete;
}

namespace {

std::string name_of(const Command& command) {
  if (std::holds_alternative<ReplayCommand>(command)) return "replay";
  return std::holds_alternative<BackfillCommand>(command) ? "backfill" : "run";
}

// A run that --source or --user narrows says nothing of the day.
bool is_narrowed(const Command& command) {
  return !std::holds_alternative<ReplayCommand>(command) && !filter_of(delivery_of(command)).admits_all();
}

ExitCode execute_sending(const Command& command, const Config& config, Log& log, Signals& signals, Clock& clock) {
  RunFacts facts;
  facts.command = name_of(command);
  const auto began = clock.now();
  const auto publish = [&](ExitCode code) {
    facts.exit_code = static_cast<int>(code);
    facts.ended_at = clock.wall();
    facts.took = clock.now() - began;
    if (!is_narrowed(command)) publish_metrics(facts, config, log);
    return code;
  };
  try {
    if (const auto* replay = std::get_if<ReplayCommand>(&command)) {
      return publish(execute_replay(*replay, config, log, signals, clock, facts));
    }
    return publish(execute_delivery(command, config, log, signals, clock, facts));
  } catch (const Failure& failure) {
    publish(failure.code());
    throw;
  } catch (...) {
    publish(ExitCode::unexpected);
    throw;
  }
}

}  // namespace

ExitCode execute(const Command& command, const Config& config, Log& log, Signals& signals) {
  if (const auto* plan = std::get_if<PlanCommand>(&command)) {
    signals.end_at_once();
    return execute_plan(*plan, config);
  }
  if (const auto* check = std::get_if<CheckCommand>(&command)) {
    signals.end_at_once();
    return execute_check(*check, config, *make_system_clock());
  }
  require_readable_url("database.url", config.database.url);
  require_readable_url("ledger.url", config.ledger.url);
  const auto clock = make_system_clock();
  if (const auto* migration = std::get_if<MigrateCommand>(&command)) {
    signals.end_at_once();
    return execute_migrate(*migration, config, log);
  }
  if (const auto* status = std::get_if<StatusCommand>(&command)) {
    signals.end_at_once();
    return execute_status(*status, config, log, *clock);
  }
  if (!std::holds_alternative<ReplayCommand>(command) && delivery_of(command).dry_run) {
    signals.end_at_once();
    return execute_dry_run(command, config, log, *clock);
  }
  return execute_sending(command, config, log, signals, *clock);
}

}  // namespace sent
