// SPDX-License-Identifier: Apache-2.0

// Keeps secrets out of the output of `ps`. Not thread-safe.

#pragma once

#include <span>

namespace sent::config {

// Overwrites the value of each `--set KEY=VALUE` whose setting is secret or unknown, in the program's own arguments.
// Call it after the arguments have been copied and before another thread starts.
void hide_secrets(std::span<char* const> arguments);

}  // namespace sent::config
