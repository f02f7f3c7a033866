// SPDX-License-Identifier: Apache-2.0

#include "cli/command_description.hpp"

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/placeholders.hpp"

namespace sent::cli {

namespace {

std::vector<std::string> dashed_names(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const auto& name : option.get_snames()) names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

ValueKind kind_of(const std::optional<std::string>& placeholder) {
  if (!placeholder) return ValueKind::none;
  if (placeholder == placeholder::file) return ValueKind::file;
  if (placeholder == placeholder::setting) return ValueKind::setting;
  return placeholder->find(placeholder::choice_separator) == std::string::npos ? ValueKind::text : ValueKind::choice;
}

OptionDescription describe(const CLI::Option& option) {
  OptionDescription described;
  const bool argument = option.get_positional();
  const bool flag = option.get_items_expected_max() == 0;
  described.names = argument ? std::vector{option.get_name()} : dashed_names(option);
  if (!flag) described.placeholder = argument ? option.get_name() : option.get_type_name();
  described.kind = kind_of(described.placeholder);
  if (described.kind == ValueKind::choice) {
    described.choices = CLI::detail::split(*described.placeholder, *placeholder::choice_separator);
  }
  described.help = option.get_description();
  if (!option.get_envname().empty()) described.environment = option.get_envname();
  described.required = option.get_required();
  described.repeatable = option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  return described;
}

CommandDescription describe(const CLI::App& app) {
  CommandDescription described{app.get_name(), app.get_description(), {}, {}, {}, {}};
  for (const CLI::Option* const option : app.get_options()) {
    auto& list = option->get_positional() ? described.arguments : described.options;
    list.push_back(describe(*option));
  }
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    described.commands.push_back(describe(*command));
  }
  return described;
}

}  // namespace

CommandDescription describe_command_line(std::span<const CommandDeclaration> commands) {
  CommandDescription described;
  GlobalOptions global;
  with_application(commands, global, [&](const CLI::App& app, const Readers&) { described = describe(app); });
  for (std::size_t i = 0; i < commands.size(); ++i) described.commands[i].settings = commands[i].settings;
  return described;
}

}  // namespace sent::cli
