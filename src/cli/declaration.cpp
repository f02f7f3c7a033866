// SPDX-License-Identifier: Apache-2.0

#include "cli/declaration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "cli/command_line_failure.hpp"
#include "cli/placeholders.hpp"
#include "model/failure.hpp"

namespace sent::cli {

namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& text, std::string_view expected) {
  throw command_line_failure(fmt::format("{} {}: {}", name, text, expected));
}

Day day_of(const std::string& name, const std::string& text) {
  if (const auto day = parse_day(text)) return *day;
  refuse(name, text, "expected a date, YYYY-MM-DD");
}

std::size_t count_of(const std::string& name, const std::string& text) {
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped != end) refuse(name, text, "expected a whole number, 0 or more");
  return number;
}

using Take = std::function<void(const std::string&)>;

// CLI11 only stores the text; `take` parses it later.
CLI::Option* add_text(CLI::App& app, Readers& readers, const std::string& name, const std::string& help,
                      const Take& take) {
  CLI::Option* const option = app.add_option_function<std::string>(
      name, [](const std::string&) {}, help);
  readers.emplace_back([option, take] {
    if (option->count() > 0) take(option->results().back());
  });
  return option;
}

}  // namespace

void Declaration::flag(const std::string& name, bool& value, const std::string& help) {
  app_.add_flag(name, value, help);
}

void Declaration::required_day(const std::string& name, std::optional<Day>& value, const std::string& help) {
  add_text(app_, readers_, name, help, [name, &value](const auto& text) { value = day_of(name, text); })
      ->type_name(placeholder::day)
      ->required();
}

void Declaration::day(const std::string& name, std::optional<Day>& value, const std::string& help) {
  add_text(app_, readers_, name, help, [name, &value](const auto& text) {
    value = day_of(name, text);
  })->type_name(placeholder::day);
}

void Declaration::count(const std::string& name, std::optional<std::size_t>& value, const std::string& help) {
  add_text(app_, readers_, name, help, [name, &value](const auto& text) {
    value = count_of(name, text);
  })->type_name("N");
}

void Declaration::text(const std::string& name, const std::string& placeholder, std::optional<std::string>& value,
                       const std::string& help) {
  add_text(app_, readers_, name, help, [&value](const auto& text) { value = text; })->type_name(placeholder);
}

// By default CLI11 would treat further words as values, and would split "[a,b]".
void Declaration::texts(const std::string& name, const std::string& placeholder, std::vector<std::string>& values,
                        const std::string& help) {
  app_.add_option(name, values, help)->type_name(placeholder)->expected(1)->allow_extra_args(false)->take_all();
}

void Declaration::argument(const std::string& placeholder, std::optional<std::string>& value, const std::string& help) {
  add_text(app_, readers_, placeholder, help, [&value](const auto& text) { value = text; })->type_name("")->required();
}

void Declaration::add_choice(const std::string& name, const std::vector<std::string>& names, bool required,
                             const std::string& help, std::function<void(std::size_t)> take) {
  const auto read = [name, names, take = std::move(take)](const std::string& text) {
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) refuse(name, text, fmt::format("must be one of {}", fmt::join(names, ", ")));
    take(static_cast<std::size_t>(found - names.begin()));
  };
  add_text(app_, readers_, name, help, read)
      ->type_name(fmt::format("{}", fmt::join(names, placeholder::choice_separator)))
      ->required(required);
}

Declaration Declaration::command(const std::string& name, const std::string& help,
                                 const std::function<void()>& choose) {
  CLI::App* const inner = app_.add_subcommand(name, help)->group("Commands");
  app_.require_subcommand(1);
  readers_.emplace_back([inner, choose] {
    if (inner->parsed()) choose();
  });
  return {*inner, readers_};
}

}  // namespace sent::cli
