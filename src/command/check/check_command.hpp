// SPDX-License-Identifier: Apache-2.0

// The command `check`.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "model/failure.hpp"

namespace sent::command::check {

// Goes on after whatever is wrong and prints it all; the code is that of the first error.
[[nodiscard]] ExitCode execute_check(const cli::CheckCommand& command, const config::Config& config,
                                     const Clock& clock);

// The same when there is no Config to check, because load_config() threw `failure`.
[[nodiscard]] ExitCode report_bad_settings(const cli::CheckCommand& command, const Failure& failure);

}  // namespace sent::command::check
