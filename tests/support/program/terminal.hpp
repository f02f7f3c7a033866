// SPDX-License-Identifier: Apache-2.0

// Runs the program with a terminal for its standard error, as a person would.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "support/program/program.hpp"

namespace sent::tests {

// `err` is what it wrote to the terminal, which has `columns` columns. Its standard output is discarded. `environment`
// is as in RunningProgram, plus TERM.
[[nodiscard]] ProgramResult run_on_terminal(const std::vector<std::string>& arguments, int columns,
                                            const Environment& environment = {});

enum class StandardOutput { nowhere, same_terminal };

// `watch` is called with the whole output so far, whenever there is more.
[[nodiscard]] ProgramResult run_on_terminal(const std::vector<std::string>& arguments, StandardOutput output,
                                            const std::function<void(std::string_view shown)>& watch);

}  // namespace sent::tests
