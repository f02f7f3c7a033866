// SPDX-License-Identifier: Apache-2.0

// `run` and `backfill` with --dry-run. Not thread-safe.

#pragma once

#include "command/deliver/assignment.hpp"
#include "config/config.hpp"
#include "io/standard_output.hpp"
#include "log/log.hpp"
#include "model/exit_code.hpp"

namespace sent::command::dry_run {

// Prints the events of `assignment` or their summary. REQUIRES: assignment.dry_run.
[[nodiscard]] ExitCode execute_dry_run(const deliver::Assignment& assignment, const config::Config& config,
                                       log::Log& log, io::StandardOutput& out);

}  // namespace sent::command::dry_run
