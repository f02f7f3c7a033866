// SPDX-License-Identifier: Apache-2.0

#include "cli/command_line.hpp"

#include <algorithm>

#include "command/deliver/delivery_options.hpp"
#include "fuzz/input.hpp"
#include "model/failure.hpp"

namespace sent::tests {

namespace {

// A line of the input each, as the kernel would pass them.
std::vector<std::string> arguments_of(Bytes bytes) {
  std::vector<std::string> arguments{"sent-source-data"};
  for (FuzzInput input(bytes); !input.rest().empty();) arguments.emplace_back(std::string(input.line()).c_str());
  return arguments;
}

std::vector<const char*> pointers_to(const std::vector<std::string>& arguments) {
  std::vector<const char*> pointers;
  for (const auto& argument : arguments) pointers.push_back(argument.c_str());
  return pointers;
}

// Commands with every kind of option, and their values.
struct Commands {
  command::deliver::RunOptions run;
  command::deliver::BackfillOptions backfill;
  std::optional<std::string> file;
  std::vector<cli::CommandDeclaration> declarations{
      {"run", "", {}, [this](cli::Declaration& own) { declare_run(own, run); }},
      {"backfill", "", {}, [this](cli::Declaration& own) { declare_backfill(own, backfill); }},
      {"plan",
       "",
       {},
       [this](cli::Declaration& own) { own.command("validate", "", [] {}).argument("FILE", file, ""); }},
  };
};

// Placed before the command, where it is no option's value. An argument itself may be shown.
void check_no_misplaced_secret_is_shown(std::vector<std::string> arguments) {
  const auto says_it = [](const std::string& argument) { return argument.find("S3CRET") != std::string::npos; };
  if (std::any_of(arguments.begin(), arguments.end(), says_it)) return;
  arguments.insert(arguments.begin() + 1, "sink.write_key=S3CRET, or 'S3CRET'");
  Commands commands;
  try {
    (void)cli::parse_command_line(commands.declarations, pointers_to(arguments));
  } catch (const Failure& failure) {
    require(std::string_view(failure.what()).find("S3CRET") == std::string_view::npos, "no secret is shown");
  }
}

void check(const cli::Invocation& invocation, const std::vector<std::string>& arguments) {
  for (const auto& [name, value] : invocation.settings) {
    require(name.find('=') == std::string::npos, "a name ends at the first =");
    const std::string setting = name + "=" + value;
    const auto holds = [&](const std::string& argument) { return argument.ends_with(setting); };
    require(std::any_of(arguments.begin(), arguments.end(), holds), "a setting is the text that was given");
  }
}

void check(const std::string& command, const Commands& commands) {
  if (command == "run") (void)assignment_of(commands.run);
  if (command != "backfill") return;
  const auto assignment = assignment_of(commands.backfill);
  require(assignment.days->first <= assignment.days->last, "a range has a day");
}

}  // namespace

void fuzz_command_line(Bytes bytes) {
  const auto arguments = arguments_of(bytes);
  check_no_misplaced_secret_is_shown(arguments);
  Commands commands;
  try {
    const auto parsed = cli::parse_command_line(commands.declarations, pointers_to(arguments));
    const auto* const invocation = std::get_if<cli::Invocation>(&parsed);
    if (invocation == nullptr) return;
    check(*invocation, arguments);
    check(invocation->command, commands);
  } catch (const Failure& failure) {
    require(failure.code() == ExitCode::usage, "the command line is the user's");
  }
}

}  // namespace sent::tests
