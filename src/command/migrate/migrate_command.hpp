// SPDX-License-Identifier: Apache-2.0

// The command `migrate`.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "log/log.hpp"
#include "model/exit_code.hpp"

namespace sent::command::migrate {

// Creates or upgrades the ledger, and with --with-contract the reference input tables.
[[nodiscard]] ExitCode execute_migrate(const cli::MigrateCommand& command, const config::Config& config, log::Log& log);

}  // namespace sent::command::migrate
