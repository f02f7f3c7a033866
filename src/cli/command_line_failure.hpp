// SPDX-License-Identifier: Apache-2.0

// A command line that was not understood. Pure.

#pragma once

#include <string>

#include "model/failure.hpp"

namespace sent::cli {

inline constexpr const char* help_hint =
    "see `sent-source-data --help`, or `sent-source-data COMMAND --help` for the options of one command";

// `what` came back from reading the command line.
[[nodiscard]] inline Failure command_line_failure(const std::string& what, const std::string& hint = help_hint) {
  return {ExitCode::usage, "reading the command line: " + what, hint};
}

}  // namespace sent::cli
