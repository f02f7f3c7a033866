// SPDX-License-Identifier: Apache-2.0

// The declarations of the command line, as CLI11 keeps them.

#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace sent::cli {

// Calls `visit` with what parse_command_line() knows: commands and options of every level. Pure but for `visit`.
void visit_declarations(const std::function<void(const CLI::App&)>& visit);

}  // namespace sent::cli
