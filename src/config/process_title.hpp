// SPDX-License-Identifier: Apache-2.0

// Keeps secrets out of the process listing.

#pragma once

#include <span>

namespace sent::config {

// Overwrites, in the program's own arguments, the value of each `--set KEY=VALUE` whose setting is a secret or unknown.
// Call it when the arguments have been copied, and before any other thread begins.
void hide_secrets(std::span<char* const> arguments);

}  // namespace sent::config
