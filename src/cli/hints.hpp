// SPDX-License-Identifier: Apache-2.0

// The next step for a user whose command line was not understood. A value.

#pragma once

namespace sent::cli {

inline constexpr const char* help_hint =
    "sent-source-data --help lists commands and options, sent-source-data COMMAND --help the options of one command";

}  // namespace sent::cli
