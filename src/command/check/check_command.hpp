// SPDX-License-Identifier: Apache-2.0

// The command `check`: finds out whether a run would work, area by area. Pure.
//
// An area is a folder. In it, check_*.cpp is the list of checks, *_probe asks the outside world, and *_checks judges
// the answers.

#pragma once

#include "command/definition.hpp"

namespace sent::command::check {

// Checks everything that a run needs. It goes on after an error and prints every result; its code is that of the first
// error.
[[nodiscard]] Definition make_check_command();

}  // namespace sent::command::check
