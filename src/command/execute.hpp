// SPDX-License-Identifier: Apache-2.0

// Carries out an order of any command. Not thread-safe.

#pragma once

#include <string>

#include "command/definition.hpp"

namespace sent::command {

// `command` is the command's name. The exit code describes the state of the requested day or range. Throws Failure if
// the work could not be done or its output could not be written.
[[nodiscard]] ExitCode execute(const Order& order, const std::string& command, const config::Config& config,
                               log::Log& log, io::StandardOutput& out);

}  // namespace sent::command
