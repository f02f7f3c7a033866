// SPDX-License-Identifier: Apache-2.0

#include "command/migrate/migrate_command.hpp"

#include "ledger/deployment.hpp"

namespace sent::command::migrate {

ExitCode execute_migrate(const cli::MigrateCommand& command, const config::Config& config, log::Log& log) {
  for (const auto& line : ledger::migrate(config, command.with_contract)) log.info(line);
  return ExitCode::complete;
}

}  // namespace sent::command::migrate
