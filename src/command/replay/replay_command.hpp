// SPDX-License-Identifier: Apache-2.0

// The command `replay`. Pure.

#pragma once

#include "command/definition.hpp"

namespace sent::command::replay {

// Sends rejected events again, with the same ids and bytes.
[[nodiscard]] Definition make_replay_command();

}  // namespace sent::command::replay
