// SPDX-License-Identifier: Apache-2.0

// The command `plan`.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "model/exit_code.hpp"

namespace sent::command::plan {

// Needs no database.
[[nodiscard]] ExitCode execute_plan(const cli::PlanCommand& command, const config::Config& config);

}  // namespace sent::command::plan
