// SPDX-License-Identifier: Apache-2.0

// Descriptors 0, 1 and 2 at the start of the process.

#pragma once

namespace sent::io {

// Opens /dev/null on each of them that is closed, so that no file or connection of the program ever gets its number.
// Input and output stay unusable: reading the one and writing to the other fails with EBADF, because whoever closed
// them gets nothing and must hear of it. Error output is discarded. Ends the process with 1 when /dev/null cannot be
// opened. Call it first in main(). Not thread-safe.
void open_standard_descriptors();

}  // namespace sent::io
