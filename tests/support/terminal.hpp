// Runs the program with a terminal for its standard error, as a person has one.

#pragma once

#include <string>

#include "support/program.hpp"

namespace sent {

// What it wrote to the terminal, of `columns` columns, is in `err`; its standard output goes nowhere. `environment` as in
// RunningProgram, and TERM.
[[nodiscard]] ProgramResult run_on_terminal(const std::vector<std::string>& arguments, int columns, const Environment& environment = {});

}  // namespace sent
