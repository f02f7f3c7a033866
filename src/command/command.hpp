// SPDX-License-Identifier: Apache-2.0

// What each command does: the composition root.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "job/signals.hpp"
#include "log/log.hpp"

namespace sent::command {

// Carries out `command`. The code is of the state of the day or range asked for; throws Failure when it
// could not be brought about.
[[nodiscard]] ExitCode execute(const cli::Command& command, const config::Config& config, log::Log& log,
                               job::Signals& signals);

}  // namespace sent::command
