// SPDX-License-Identifier: Apache-2.0

// The command `status`.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"

namespace sent::command::status {

// Prints what the ledger says about a range of days. Uses the input database only to decide whether days are closed.
[[nodiscard]] ExitCode execute_status(const cli::StatusCommand& command, const config::Config& config, log::Log& log,
                                      Clock& clock);

}  // namespace sent::command::status
