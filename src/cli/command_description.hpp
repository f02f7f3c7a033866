// SPDX-License-Identifier: Apache-2.0

// The command line as values: what --help says, for all that is made of it.

#pragma once

#include <string>
#include <vector>

namespace sent::cli {

// What a value is, as far as somebody could be offered some.
enum class ValueKind { none, text, choice, file, setting };

struct OptionDescription {
  std::vector<std::string> names;  // -h, --help; of an argument its placeholder alone
  std::string placeholder;         // of the value
  ValueKind kind = ValueKind::none;
  std::vector<std::string> choices;  // all values there are
  std::string help;
  std::string environment;  // the variable that gives it, too; empty: none
  bool required = false;
  bool repeatable = false;
};

struct CommandDescription {
  std::string name;
  std::string help;
  std::vector<OptionDescription> options;    // -h first; those of the outer command are understood as well
  std::vector<OptionDescription> arguments;  // without a name
  std::vector<CommandDescription> commands;
};

// The program itself, with its commands. Pure.
[[nodiscard]] CommandDescription describe_command_line();

}  // namespace sent::cli
