// SPDX-License-Identifier: Apache-2.0

#include "program/registry.hpp"

#include "command/check/check_command.hpp"
#include "command/deliver/deliver_command.hpp"
#include "command/dry_run/dry_run_command.hpp"
#include "command/migrate/migrate_command.hpp"
#include "command/plan/plan_command.hpp"
#include "command/replay/replay_command.hpp"
#include "command/status/status_command.hpp"

namespace sent::program {

std::vector<command::Definition> make_commands() {
  return {
      command::deliver::make_run_command(command::dry_run::execute_dry_run),
      command::deliver::make_backfill_command(command::dry_run::execute_dry_run),
      command::replay::make_replay_command(),
      command::status::make_status_command(),
      command::migrate::make_migrate_command(),
      command::check::make_check_command(),
      command::plan::make_plan_command(),
  };
}

std::vector<cli::CommandDeclaration> declarations_of(const std::vector<command::Definition>& commands) {
  std::vector<cli::CommandDeclaration> declarations;
  for (const auto& command : commands) declarations.push_back(command.line);
  return declarations;
}

}  // namespace sent::program
