// SPDX-License-Identifier: Apache-2.0

// Whether a descriptor shows colours to people. Thread-safe.

#pragma once

namespace sent::log {

// Whether `descriptor` is a terminal with colours, and the user has not turned them off.
// Source: https://no-color.org: NO_COLOR turns them off with any value that is not empty.
[[nodiscard]] bool takes_colour(int descriptor);

// Whether it is a terminal on which a line can be redrawn.
[[nodiscard]] bool takes_drawing(int descriptor);

}  // namespace sent::log
