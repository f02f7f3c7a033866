// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/completion.hpp"

namespace sent::manual {

namespace {

constexpr std::string_view head = R"sh(#compdef sent-source-data
# zsh completion for sent-source-data; generated from the declarations of its command line and its settings.

)sh";

constexpr std::string_view dispatch =
    R"sh(  _arguments -C $_sent_source_data_options '1: :->command' '*:: :->rest' && ret=0
  case $state in
    command) _describe -t commands command subcommands && ret=0 ;;
    rest) (( $+functions[{0}_$line[1]] )) && {0}_$line[1] && ret=0 ;;
  esac
  return ret
}}

)sh";

// In single quotes of the shell.
std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

// Within a specification of _arguments or _values, or an entry of _describe.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string action_of(const cli::OptionDescription& option) {
  switch (option.kind) {
    case cli::ValueKind::file: return "_files";
    case cli::ValueKind::setting: return "_sent_source_data_settings";
    case cli::ValueKind::choice: return fmt::format("({})", fmt::join(option.choices, " "));
    case cli::ValueKind::none:
    case cli::ValueKind::text: break;
  }
  return " ";
}

std::string value_of(const cli::OptionDescription& option) {
  if (!option.placeholder) return "";
  const auto message = option.kind == cli::ValueKind::choice ? "value" : escaped(*option.placeholder);
  return fmt::format(":{}:{}", message, action_of(option));
}

std::string specification_of(const cli::OptionDescription& option) {
  std::string specifications;
  for (const auto& name : option.names) {
    specifications +=
        "    " +
        in_quotes(fmt::format("{}{}{}[{}]{}", option.repeatable ? "*" : "", name,
                              option.kind == cli::ValueKind::none ? "" : "=", escaped(option.help), value_of(option))) +
        "\n";
  }
  return specifications;
}

std::string specifications_of(const std::vector<cli::OptionDescription>& options, bool outermost) {
  std::string specifications;
  for (const auto& option : options) {
    if (outermost || option.names.back() != "--help") specifications += specification_of(option);
  }
  return specifications;
}

// A function that completes what follows the command's name.
std::string function_of(const cli::CommandDescription& command, const std::string& function) {
  if (command.commands.empty()) {
    std::string specifications = specifications_of(command.options, false);
    for (const auto& argument : command.arguments)
      specifications += "    " + in_quotes("1" + value_of(argument)) + "\n";
    return fmt::format("{}() {{\n  local -a own=(\n{}  )\n  _arguments $_sent_source_data_options $own\n}}\n\n",
                       function, specifications);
  }
  std::string inner;
  std::string text = function +
                     "() {\n  local state line curcontext=$curcontext ret=1\n  local -A opt_args\n"
                     "  local -a subcommands=(\n";
  for (const auto& each : command.commands) {
    text += fmt::format("    {}\n", in_quotes(each.name + ":" + escaped(each.help)));
    inner += function_of(each, function + "_" + each.name);
  }
  return text + "  )\n" + fmt::format(dispatch, function) + inner;
}

std::string settings_function(std::span<const config::Setting> all) {
  std::string text = "_sent_source_data_settings() {\n  local -a settings=(\n";
  for (const auto& setting : all) {
    const auto choices = setting.choices.empty() ? " " : fmt::format("({})", fmt::join(setting.choices, " "));
    const auto specification = fmt::format("{}[{}]:value:{}", setting.name, escaped(setting.help), choices);
    text += fmt::format("    {}\n", in_quotes(specification));
  }
  return text + "  )\n  _values setting $settings\n}\n\n";
}

}  // namespace

std::string zsh_completion(const cli::CommandDescription& program, std::span<const config::Setting> all) {
  const std::string options = fmt::format("typeset -ga _sent_source_data_options\n_sent_source_data_options=(\n{})\n\n",
                                          specifications_of(program.options, true));
  return std::string(head) + options + settings_function(all) + function_of(program, "_sent_source_data") +
         "_sent_source_data \"$@\"\n";
}

}  // namespace sent::manual
