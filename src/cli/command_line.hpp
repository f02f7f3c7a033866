// SPDX-License-Identifier: Apache-2.0

// The command line: arguments → the command's name, its options and the global ones.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/declaration.hpp"
#include "log/log.hpp"

namespace sent::cli {

struct Invocation {
  std::optional<std::string> config_path;
  std::vector<std::pair<std::string, std::string>> settings;  // --set, in order
  log::LogFormat log_format = log::LogFormat::text;
  log::LogLevel log_level = log::LogLevel::info;
  std::string command;  // the name of a declared command
};

// --help, --version: print `text` on standard output and exit with 0.
struct Notice {
  std::string text;
};

// Fills the values bound by `commands`. Throws Failure(usage) if it does not understand the line. Pure
// but for these values and the variable SENT_SOURCE_DATA_CONFIG.
[[nodiscard]] std::variant<Invocation, Notice> parse_command_line(std::span<const CommandDeclaration> commands,
                                                                  std::span<const char* const> arguments);

}  // namespace sent::cli
