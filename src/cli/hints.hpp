// SPDX-License-Identifier: Apache-2.0

// The next step for a user whose command line was not understood.

#pragma once

namespace sent::cli {

inline constexpr const char* help_hint =
    "run `sent-source-data --help` for all commands, or `sent-source-data COMMAND --help` for the options of one "
    "command";

}  // namespace sent::cli
