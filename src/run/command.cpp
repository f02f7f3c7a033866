#include "run/command.hpp"

#include "ledger/deployment.hpp"
#include "read/postgres_connection.hpp"
#include "run/commands.hpp"
#include "run/setup.hpp"

namespace sent {

ExitCode execute_migrate(const MigrateCommand& command, const Config& config, Log& log) {
  for (const auto& line : migrate(config, command.with_contract)) log.info(line);
  return ExitCode::complete;
}

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
  if (const auto* replay = std::get_if<ReplayCommand>(&command)) {
    return execute_replay(*replay, config, log, signals, *clock);
  }
  if (const auto* status = std::get_if<StatusCommand>(&command)) {
    signals.end_at_once();
    return execute_status(*status, config, log, *clock);
  }
  if (delivery_of(command).dry_run) {
    signals.end_at_once();
    return execute_dry_run(command, config, log, *clock);
  }
  return execute_delivery(command, config, log, signals, *clock);
}

}  // namespace sent
