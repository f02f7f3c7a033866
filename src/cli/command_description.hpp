// SPDX-License-Identifier: Apache-2.0

// The command line as values: the content of --help, for manual pages and shell completion.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/declaration.hpp"

namespace sent::cli {

// The kind of an option's value, which decides what a shell offers.
enum class ValueKind { none, text, choice, file, setting };

struct OptionDescription {
  std::vector<std::string> names;          // -h, --help; for an argument its placeholder
  std::optional<std::string> placeholder;  // stands for the value; absent: the option has no value
  ValueKind kind = ValueKind::none;
  std::vector<std::string> choices;  // every value, if `kind` is choice
  std::string help;
  std::optional<std::string> environment;  // a variable that also sets it
  bool required = false;
  bool repeatable = false;
};

struct CommandDescription {
  std::string name;
  std::string help;
  std::vector<OptionDescription> options;    // -h first; the outer command's options work here too
  std::vector<OptionDescription> arguments;  // positional
  std::vector<CommandDescription> commands;
  std::vector<std::string> settings;  // sections that it uses
};

// The program with its commands. Pure.
[[nodiscard]] CommandDescription describe_command_line(std::span<const CommandDeclaration> commands);

}  // namespace sent::cli
