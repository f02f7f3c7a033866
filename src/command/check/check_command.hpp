// SPDX-License-Identifier: Apache-2.0

// The command `check`: whether a run would work, area by area.
//
// An area is a folder. In it, check_*.cpp is the list of checks, *_probe asks the outside world, and *_checks judges
// the answers.

#pragma once

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"
#include "model/exit_code.hpp"
#include "model/failure.hpp"

namespace sent::command::check {

// Continues after an error and prints every check; the code is that of the first error.
[[nodiscard]] ExitCode execute_check(const cli::CheckCommand& command, const config::Config& config,
                                     const Clock& clock);

// Prints what load_config() threw as `failure`, when there is no Config to check.
[[nodiscard]] ExitCode report_bad_settings(const cli::CheckCommand& command, const Failure& failure);

}  // namespace sent::command::check
