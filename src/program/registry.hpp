// SPDX-License-Identifier: Apache-2.0

// Every command of the program. Pure.

#pragma once

#include <vector>

#include "cli/declaration.hpp"
#include "command/definition.hpp"

namespace sent::program {

// In the order that help shows. They hold the options of one command line.
[[nodiscard]] std::vector<command::Definition> make_commands();

[[nodiscard]] std::vector<cli::CommandDeclaration> declarations_of(const std::vector<command::Definition>& commands);

}  // namespace sent::program
