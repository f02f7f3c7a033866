// SPDX-License-Identifier: Apache-2.0

// What happens to an exception that is not caught. Not thread-safe.

#pragma once

#include <string_view>

namespace sent::program {

// What to do after a failure that nobody expected.
inline constexpr std::string_view unexpected_hint =
    "run it again, which is safe; if it fails the same way, report this with the log";

// From now on an exception that leaves a thread, or main(), ends the process with 1 and a message on standard error;
// the ledger then looks as after a kill, and the next run continues from it. Call it before any thread starts.
void end_on_uncaught_exceptions();

}  // namespace sent::program
