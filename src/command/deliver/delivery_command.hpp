// SPDX-License-Identifier: Apache-2.0

// The commands `run` and `backfill`.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "job/signals.hpp"
#include "log/log.hpp"
#include "metrics/run_samples.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"

namespace sent::command::deliver {

// `command` is run or backfill. Puts what it did into `facts`, also when it throws.
[[nodiscard]] ExitCode execute_delivery(const cli::Command& command, const config::Config& config, log::Log& log,
                                        job::Signals& signals, Clock& clock, metrics::RunFacts& facts);

}  // namespace sent::command::deliver
