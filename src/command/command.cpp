// SPDX-License-Identifier: Apache-2.0

#include "command/command.hpp"

#include "command/check/check_command.hpp"
#include "command/deliver/delivery_command.hpp"
#include "command/dry_run/dry_run_command.hpp"
#include "command/migrate/migrate_command.hpp"
#include "command/plan/plan_command.hpp"
#include "command/replay/replay_command.hpp"
#include "command/status/status_command.hpp"
#include "io/system_clock.hpp"
#include "job/asked.hpp"
#include "job/report/publish_metrics.hpp"
#include "model/failure.hpp"
#include "postgres/connection.hpp"

namespace sent::command {

namespace {

std::string name_of(const cli::Command& command) {
  if (std::holds_alternative<cli::ReplayCommand>(command)) return "replay";
  return std::holds_alternative<cli::BackfillCommand>(command) ? "backfill" : "run";
}

// A run that --source or --user narrows says nothing of the day.
bool is_narrowed(const cli::Command& command) {
  return !std::holds_alternative<cli::ReplayCommand>(command) &&
         !job::filter_of(job::delivery_of(command)).admits_all();
}

ExitCode execute_sending(const cli::Command& command, const config::Config& config, log::Log& log,
                         job::Signals& signals, Clock& clock) {
  metrics::RunFacts facts;
  facts.command = name_of(command);
  const auto began = clock.now();
  const auto publish = [&](ExitCode code) {
    facts.exit_code = static_cast<int>(code);
    facts.ended_at = clock.wall();
    facts.took = clock.now() - began;
    if (!is_narrowed(command)) job::report::publish_metrics(facts, config, log);
    return code;
  };
  try {
    if (const auto* replay = std::get_if<cli::ReplayCommand>(&command)) {
      return publish(replay::execute_replay(*replay, config, log, signals, clock, facts));
    }
    return publish(deliver::execute_delivery(command, config, log, signals, clock, facts));
  } catch (const Failure& failure) {
    publish(failure.code());
    throw;
  } catch (...) {
    publish(ExitCode::unexpected);
    throw;
  }
}

}  // namespace

ExitCode execute(const cli::Command& command, const config::Config& config, log::Log& log, job::Signals& signals) {
  if (const auto* plan = std::get_if<cli::PlanCommand>(&command)) {
    signals.end_at_once();
    return plan::execute_plan(*plan, config);
  }
  if (const auto* check = std::get_if<cli::CheckCommand>(&command)) {
    signals.end_at_once();
    return check::execute_check(*check, config, *io::make_system_clock());
  }
  postgres::require_readable_url("database.url", config.database.url);
  postgres::require_readable_url("ledger.url", config.ledger.url);
  const auto clock = io::make_system_clock();
  if (const auto* migration = std::get_if<cli::MigrateCommand>(&command)) {
    signals.end_at_once();
    return migrate::execute_migrate(*migration, config, log);
  }
  if (const auto* status = std::get_if<cli::StatusCommand>(&command)) {
    signals.end_at_once();
    return status::execute_status(*status, config, log, *clock);
  }
  if (!std::holds_alternative<cli::ReplayCommand>(command) && job::delivery_of(command).dry_run) {
    signals.end_at_once();
    return dry_run::execute_dry_run(command, config, log, *clock);
  }
  return execute_sending(command, config, log, signals, *clock);
}

}  // namespace sent::command
