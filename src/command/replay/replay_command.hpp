// SPDX-License-Identifier: Apache-2.0

// The command `replay`.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "job/signals.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"

namespace sent::command::replay {

// Puts what it did into `facts`, also when it throws.
[[nodiscard]] ExitCode execute_replay(const cli::ReplayCommand& command, const config::Config& config, log::Log& log,
                                      job::Signals& signals, Clock& clock, metrics::RunFacts& facts);

}  // namespace sent::command::replay
