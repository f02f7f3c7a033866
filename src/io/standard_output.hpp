// SPDX-License-Identifier: Apache-2.0

// Standard output, for what a command was asked for.

#pragma once

#include <string_view>

namespace sent::io {

// Both throw Failure(unexpected) when it cannot be written. What was printed is there for certain after
// finish_output().
void print(std::string_view text);
void finish_output();

}  // namespace sent::io
