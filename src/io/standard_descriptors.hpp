// SPDX-License-Identifier: Apache-2.0

// Descriptors 0, 1 and 2 at the start of the process.

#pragma once

namespace sent::io {

// Opens /dev/null on each of them that is closed, so that no file or connection of the program ever gets its number.
// Standard input and output stay unusable: reading and writing fail with EBADF, so that a command whose output is lost
// reports it. Error output is discarded. Ends the process with 1 if /dev/null cannot be opened. Call it in
// main() before anything opens a descriptor. Not thread-safe.
void open_standard_descriptors();

}  // namespace sent::io
