// SPDX-License-Identifier: Apache-2.0

// The whole program: arguments → exit code.

#pragma once

#include <span>

#include "model/exit_code.hpp"

namespace sent::program {

// Chooses the command once, loads the settings it needs and carries it out. A failure is logged once; it throws
// nothing. Overwrites secrets in `arguments`. Not thread-safe.
[[nodiscard]] ExitCode run(std::span<char* const> arguments) noexcept;

}  // namespace sent::program
