// SPDX-License-Identifier: Apache-2.0

// What a command declares: its options, arguments and inner commands, each bound to a typed value. Commands use CLI11
// only through this file.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/day.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace sent::cli {

// Name → value, in the order that help shows.
template <typename Value>
using Choices = std::vector<std::pair<std::string, Value>>;

// Functions to call after the whole line was understood; each parses one option into its value.
using Readers = std::vector<std::function<void()>>;

// The options of one command. Each value must outlive the parsing. A required option or argument always stores its
// value; an absent option leaves its value as it is. A text that is not a valid value makes the parsing throw
// Failure(usage). Not thread-safe.
class Declaration {
 public:
  // For use within cli only.
  Declaration(CLI::App& app, Readers& readers) : app_(app), readers_(readers) {}

  void flag(const std::string& name, bool& value, const std::string& help);
  void required_day(const std::string& name, std::optional<Day>& value, const std::string& help);
  void day(const std::string& name, std::optional<Day>& value, const std::string& help);
  void count(const std::string& name, std::optional<std::size_t>& value, const std::string& help);
  // `placeholder` stands for the value in help.
  void text(const std::string& name, const std::string& placeholder, std::optional<std::string>& value,
            const std::string& help);
  // May be repeated.
  void texts(const std::string& name, const std::string& placeholder, std::vector<std::string>& values,
             const std::string& help);
  // A required positional argument.
  void argument(const std::string& placeholder, std::optional<std::string>& value, const std::string& help);

  template <typename Value>
  void required_choice(const std::string& name, const Choices<Value>& choices, std::optional<Value>& value,
                       const std::string& help) {
    add_choice(name, names_of(choices), true, help, [choices, &value](std::size_t at) { value = choices[at].second; });
  }
  template <typename Value>
  void choice(const std::string& name, const Choices<Value>& choices, std::optional<Value>& value,
              const std::string& help) {
    add_choice(name, names_of(choices), false, help, [choices, &value](std::size_t at) { value = choices[at].second; });
  }

  // A command within this one. `choose` is called if the line contains it. A command with inner commands requires one
  // of them.
  Declaration command(const std::string& name, const std::string& help, const std::function<void()>& choose);

 private:
  template <typename Value>
  static std::vector<std::string> names_of(const Choices<Value>& choices) {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) names.push_back(name);
    return names;
  }
  void add_choice(const std::string& name, const std::vector<std::string>& names, bool required,
                  const std::string& help, std::function<void(std::size_t)> take);

  CLI::App& app_;
  Readers& readers_;
};

// A command, as the command line sees it.
struct CommandDeclaration {
  std::string name;
  std::string help;
  std::vector<std::string> settings;  // the sections that it uses, for help
  std::function<void(Declaration&)> declare;
};

}  // namespace sent::cli
