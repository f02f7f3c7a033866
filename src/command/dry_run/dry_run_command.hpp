// SPDX-License-Identifier: Apache-2.0

// `run` and `backfill` with --dry-run.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"

namespace sent::command::dry_run {

// `command` is run or backfill.
[[nodiscard]] ExitCode execute_dry_run(const cli::Command& command, const config::Config& config, log::Log& log,
                                       Clock& clock);

}  // namespace sent::command::dry_run
