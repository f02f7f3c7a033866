// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/completion.hpp"

namespace sent::manual {

namespace {

constexpr std::string_view head =
    R"sh(# bash completion for sent-source-data; generated from the declarations of its command line and its settings.

# Sets commands, options and argument, the words that may follow command $1, and values: for each option that takes one,
# what it may be, or <file>, <setting> or nothing.
_sent_source_data_declarations() {
)sh";

constexpr std::string_view body = R"sh(
# The words up to the cursor, with what readline took apart at = put together again.
_sent_source_data_words() {
  local word joins=''
  words=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ -n $word && -n ${words[*]} && ($word == = || -n $joins) ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    [[ $word == = ]] && joins=yes || joins=''
  done
}

# Readline replaces only what follows the last = of the word $1.
_sent_source_data_trim() {
  local kept=''
  [[ $1 == *=* && $COMP_WORDBREAKS == *=* ]] && kept=${1%=*}=
  COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}

# Words of $1 that begin with $2, as replies.
_sent_source_data_reply() {
  local found
  found=$(compgen -W "$1" -- "$2") && mapfile -t COMPREPLY <<<"$found"
  _sent_source_data_trim "$2"
}

_sent_source_data_files() {
  local found
  found=$(compgen -f -- "$1") && mapfile -t COMPREPLY <<<"$found"
  _sent_source_data_trim "$1"
  compopt -o filenames 2>/dev/null
}

_sent_source_data_setting() {
  if [[ $1 == *=* ]]; then
    _sent_source_data_reply "$(_sent_source_data_setting_values "${1%%=*}")" "$1"
  else
    _sent_source_data_reply "$(printf '%s= ' $_sent_source_data_settings)" "$1"
    compopt -o nospace 2>/dev/null
  fi
}

# Values of kind $1 that begin with $2.
_sent_source_data_value() {
  case $1 in
    '<file>') _sent_source_data_files "$2" ;;
    '<setting>') _sent_source_data_setting "$2" ;;
    *) _sent_source_data_reply "$1" "$2" ;;
  esac
}

_sent_source_data() {
  local -a words
  local -A values
  local commands options argument word command='' waits=''
  COMPREPLY=()
  _sent_source_data_words
  _sent_source_data_declarations ''
  for word in "${words[@]:0:${#words[@]}-1}"; do
    if [[ -n $waits ]]; then
      waits=''
    elif [[ $word != *=* && -n ${values[$word]+known} ]]; then
      waits=$word
    elif [[ " $commands " == *" $word "* ]]; then
      command+=${command:+ }$word
      _sent_source_data_declarations "$command"
    fi
  done
  word=${words[-1]}
  if [[ -n $waits ]]; then
    _sent_source_data_value "${values[$waits]}" "$word"
  elif [[ $word == --*=* && -n ${values[${word%%=*}]+known} ]]; then
    _sent_source_data_value "${values[${word%%=*}]}" "${word#*=}"
  elif [[ $word == -* ]]; then
    _sent_source_data_reply "$options" "$word"
  elif [[ -n $argument ]]; then
    _sent_source_data_value "$argument" "$word"
  else
    _sent_source_data_reply "$commands" "$word"
  fi
}

complete -F _sent_source_data sent-source-data
)sh";

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::string offered(const cli::OptionDescription& option) {
  switch (option.kind) {
    case cli::ValueKind::file: return "<file>";
    case cli::ValueKind::setting: return "<setting>";
    case cli::ValueKind::choice: return joined(option.choices);
    case cli::ValueKind::none:
    case cli::ValueKind::text: break;
  }
  return "";
}

std::string names_of(const cli::CommandDescription& command) {
  std::string names;
  for (const auto& option : command.options) names += joined(option.names) + " ";
  return names;
}

std::string values_of(const cli::CommandDescription& command) {
  std::string values;
  for (const auto& option : command.options) {
    if (option.kind == cli::ValueKind::none) continue;
    for (const auto& name : option.names) values += fmt::format(" [{}]='{}'", name, offered(option));
  }
  return values;
}

std::string commands_of(const cli::CommandDescription& command) {
  std::vector<std::string> names;
  for (const auto& inner : command.commands) names.push_back(inner.name);
  return joined(names);
}

std::string declaration_of(const cli::CommandDescription& command) {
  const std::string argument = command.arguments.empty() ? "" : offered(command.arguments.front());
  return fmt::format("commands='{}' argument='{}' options+='{}' values+=({})", commands_of(command), argument,
                     names_of(command), values_of(command));
}

// A branch for each command below this one, because the options of outer commands also work within inner ones.
std::string branches(const cli::CommandDescription& outer, const std::string& prefix = "") {
  std::string cases;
  for (const auto& command : outer.commands) {
    const std::string name = prefix + command.name;
    cases += fmt::format("    '{}') {} ;;\n", name, declaration_of(command));
    cases += branches(command, name + " ");
  }
  return cases;
}

std::string settings_of(std::span<const config::Setting> all) {
  std::string names = "_sent_source_data_settings='";
  std::string cases;
  for (const auto& setting : all) {
    names += setting.name + " ";
    if (setting.choices.empty()) continue;
    cases += fmt::format("    {0}) printf '{0}=%s ' {1} ;;\n", setting.name, joined(setting.choices));
  }
  return fmt::format(
      "\n{}'\n\n# What setting $1 may be, where that is a few texts.\n"
      "_sent_source_data_setting_values() {{\n  case $1 in\n{}  esac\n}}\n",
      names, cases);
}

}  // namespace

std::string bash_completion(const cli::CommandDescription& program, std::span<const config::Setting> all) {
  std::string script(head);
  script += fmt::format("  options='' values=()\n  {}\n  case $1 in\n{}  esac\n}}\n", declaration_of(program),
                        branches(program));
  return script + settings_of(all) + std::string(body);
}

}  // namespace sent::manual
