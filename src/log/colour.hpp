// SPDX-License-Identifier: Apache-2.0

// Whether people see colours where something is written.

#pragma once

namespace sent::log {

// Whether `descriptor` is a terminal that knows colours, and the user has not asked for none.
// Source: https://no-color.org, by which NO_COLOR counts with any value that is not empty.
[[nodiscard]] bool takes_colour(int descriptor);

// Whether it is a terminal on which a line can be drawn anew.
[[nodiscard]] bool takes_drawing(int descriptor);

}  // namespace sent::log
