// What each command does: the composition root.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "log/log.hpp"
#include "run/signals.hpp"

namespace sent {

// Carries out `command`. The code is of the state of the day or range asked for; throws Failure when it
// could not be brought about.
[[nodiscard]] ExitCode execute(const Command& command, const Config& config, Log& log, Signals& signals);

}  // namespace sent
