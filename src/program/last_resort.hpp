// SPDX-License-Identifier: Apache-2.0

// What happens to an exception that is not caught. Not thread-safe.

#pragma once

namespace sent::program {

// From now on an exception that leaves a thread, or main(), ends the process with 1 and a message on standard error;
// the ledger then looks as after a kill, and the next run continues from it. Call it before any thread starts.
void end_on_uncaught_exceptions();

}  // namespace sent::program
