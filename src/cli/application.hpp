// SPDX-License-Identifier: Apache-2.0

// The command line as CLI11 keeps it, for the sources of cli that parse and describe it.

#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/declaration.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace sent::cli {

inline constexpr const char* version = "sent-source-data " SENT_VERSION;

// Where the global options and the command's name are stored.
struct GlobalOptions {
  std::optional<std::string> config;
  std::vector<std::string> settings;
  std::optional<log::LogFormat> log_format;
  std::optional<log::LogLevel> log_level;
  std::string command;
};

// Declares the global options and `commands`, then calls `use`. Pure except for `use` and the values it fills.
void with_application(std::span<const CommandDeclaration> commands, GlobalOptions& global,
                      const std::function<void(CLI::App& app, const Readers& readers)>& use);

// The message of `error` in the program's own words. Leaves out any value after an `=`, because it may be a secret in
// the wrong place. Pure.
[[nodiscard]] std::string explain(const CLI::ParseError& error, const CLI::App& app,
                                  std::span<const char* const> arguments);

}  // namespace sent::cli
