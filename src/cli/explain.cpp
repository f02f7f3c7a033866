// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "text/nearest_name.hpp"
#include "text/visible_text.hpp"

namespace sent::cli {

namespace {

// Finds an argument with spaces as a whole; if CLI11 has split it, up to the next space.
std::string without_values(std::string message, std::span<const char* const> arguments) {
  for (const std::string_view argument : arguments) {
    const std::size_t name = argument.find('=') + 1;
    if (name == 0 || name == argument.size()) continue;
    for (std::size_t at; (at = message.find(argument)) != std::string::npos;) {
      message.erase(at + name, argument.size() - name);
    }
  }
  std::string safe;
  bool skipping = false;
  for (const char c : message) {
    if (c == ' ') skipping = false;
    if (!skipping) safe += c;
    if (c == '=') skipping = true;
  }
  return safe;
}

// The innermost command of the line.
const CLI::App& innermost(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : innermost(*chosen.front());
}

std::vector<std::string> commands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* const option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string unknown(std::string_view kind, const std::string& name, std::span<const std::string> known) {
  const auto nearest = text::nearest_name(name, known);
  return fmt::format("unknown {} \"{}\"{}", kind, text::visible(name),
                     nearest ? fmt::format("; did you mean \"{}\"?", *nearest) : "");
}

std::string not_understood(const std::string& argument, const CLI::App& app) {
  const CLI::App& command = innermost(app);
  const std::string name = argument.substr(0, argument.find('='));
  if (name.starts_with('-')) {
    auto known = options_of(app);
    const auto own = options_of(command);
    known.insert(known.end(), own.begin(), own.end());
    return unknown("option", name, known);
  }
  if (const auto known = commands_of(command); !known.empty()) return unknown("command", name, known);
  return fmt::format("unexpected argument \"{}\"", text::visible(name));
}

// "--date: 1 required DAY missing", "--date: At Most 1 required but received 2".
std::string wrong_count(const std::string& message) {
  const std::string name = message.substr(0, message.find(':'));
  const bool is_missing = message.ends_with("missing");
  return fmt::format("{} {}", text::visible(name), is_missing ? "requires a value" : "may be given only once");
}

}  // namespace

std::string explain(const CLI::ParseError& error, const CLI::App& app, std::span<const char* const> arguments) {
  const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if (is_extra || is_missing) {
    const auto remaining = app.remaining(true);
    if (!remaining.empty()) return not_understood(remaining.front(), app);
    const CLI::App& command = innermost(app);
    if (!commands_of(command).empty()) {
      return &command == &app ? "no command given" : fmt::format("no command given after {}", command.get_name());
    }
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) return wrong_count(error.what());
  return without_values(error.what(), arguments);
}

}  // namespace sent::cli
