// SPDX-License-Identifier: Apache-2.0

// The command `plan`. Pure.

#pragma once

#include "command/definition.hpp"

namespace sent::command::plan {

// Prints the tracking plan, or checks events against it. Needs no database.
[[nodiscard]] Definition make_plan_command();

}  // namespace sent::command::plan
