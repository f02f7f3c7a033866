// SPDX-License-Identifier: Apache-2.0

#include "manual/command_manual.hpp"

#include <fmt/format.h>

#include <array>

#include "manual/roff.hpp"
#include "model/exit_code.hpp"
#include "text/lower_case.hpp"

namespace sent::manual {

namespace {

constexpr std::string_view description =
    "Once a day, it sends one event `Sent Source Data` to a Segment-compatible HTTP API for each user and each of "
    "their sources that had data that day. It reads counters from PostgreSQL. A ledger there records which days are "
    "delivered, so that `run` is safe to repeat: it does not send a complete day again, and continues an interrupted "
    "day where it stopped.";

constexpr std::string_view speaks_of_state =
    "It describes the state of the requested day or range, whether this run or an earlier one did the work.";

constexpr std::string_view examples =
    "sent-source-data migrate --with-contract\n"
    "sent-source-data check\n"
    "sent-source-data run --dry-run --limit 3\n"
    "sent-source-data run\n"
    "sent-source-data backfill --from 2026-01-01 --to 2026-01-31";

struct File {
  std::string_view path;
  std::string_view what;
};

constexpr std::array files{
    File{"/etc/sent-source-data/sent-source-data.toml",
         "The settings, which you write. The systemd units read this file; elsewhere, name it with `--config`."},
    File{"/etc/sent-source-data/write-key",
         "The receiver's write key, which you write. The systemd units read this file."},
    File{"/usr/share/doc/sent-source-data/examples/sent-source-data.toml", "An example that names every setting."},
    File{"/usr/share/sent-source-data/sql",
         "Reference tables, examples of views, and the statements that are compiled into the program."},
    File{"/usr/share/sent-source-data/tracking-plan",
         "The built-in tracking plan, one rule per file. "
         "To change it, copy it and set `plan.directory`."},
};

std::string tag_of(const cli::OptionDescription& option) {
  std::string tag;
  for (const auto& name : option.names) tag += fmt::format("{}{}", tag.empty() ? "" : ", ", roff::bold(name));
  return option.placeholder ? fmt::format("{} {}", tag, roff::italic(*option.placeholder)) : tag;
}

// An option, as the synopsis shows it.
std::string usage_of(const cli::OptionDescription& option) {
  const std::string value = option.placeholder ? "\\ " + roff::italic(*option.placeholder) : "";
  const std::string usage = roff::bold(option.names.back()) + value;
  return fmt::format("{}{}", option.required ? usage : "[" + usage + "]", option.repeatable ? "..." : "");
}

bool is_help(const cli::OptionDescription& option) { return option.names.back() == "--help"; }

std::string environment_sentence(const cli::OptionDescription& option) {
  return option.environment ? fmt::format("; environment: `{}`", *option.environment) : "";
}

void add_options(roff::Page& page, const cli::CommandDescription& command) {
  for (const auto& option : command.options) {
    if (is_help(option) && command.commands.empty()) continue;
    page.item(tag_of(option), option.help + environment_sentence(option));
  }
  for (const auto& argument : command.arguments) page.item(roff::italic(argument.names.front()), argument.help);
}

void add_settings(roff::Page& page, const cli::CommandDescription& command) {
  std::string sections;
  for (const auto& name : command.settings) sections += fmt::format("{}`{}`", sections.empty() ? "" : ", ", name);
  if (!sections.empty()) page.paragraph(fmt::format("Sections of settings that this command uses: {}.", sections));
}

void add_command(roff::Page& page, const cli::CommandDescription& command, const std::string& name) {
  page.subsection(name);
  std::string usage = roff::bold(name);
  for (const auto& option : command.options) {
    if (!is_help(option)) usage += " " + usage_of(option);
  }
  for (const auto& argument : command.arguments) usage += " " + roff::italic(argument.names.front());
  page.set_line(usage);
  page.paragraph(command.help);
  add_options(page, command);
  add_settings(page, command);
}

void add_commands(roff::Page& page, const cli::CommandDescription& outer, const std::string& prefix = "") {
  for (const auto& command : outer.commands) {
    const std::string name = prefix + command.name;
    if (command.commands.empty()) {
      add_command(page, command, name);
    } else {
      page.subsection(name);
      page.set_line(roff::prose(command.help));
      add_settings(page, command);
    }
    add_commands(page, command, name + " ");
  }
}

void add_environment(roff::Page& page, const cli::CommandDescription& program) {
  page.section("ENVIRONMENT");
  for (const auto& option : program.options) {
    if (!option.environment) continue;
    page.item(roff::bold(*option.environment),
              fmt::format("The same as `{}`, which overrides it.", option.names.back()));
  }
  page.item(roff::bold("SENT_SOURCE_DATA_") + roff::italic("SECTION") + "_" + roff::italic("KEY"),
            "A setting; sent-source-data.toml(5) lists all settings, and the standard variables that also apply.");
}

// "Sends one event, daily." → "sends one event, daily": what whatis(1) shows.
std::string name_line(const cli::CommandDescription& program) {
  std::string help = program.help.substr(0, program.help.find_last_not_of('.') + 1);
  help.front() = text::lower_case(help.front());
  return fmt::format("{} \\- {}", roff::plain(program.name), roff::plain(help));
}

}  // namespace

std::string command_manual(const cli::CommandDescription& program, std::string_view date) {
  roff::Page page("SENT-SOURCE-DATA", 1, date, "User Commands");
  page.section("NAME");
  page.set_line(name_line(program));
  page.section("SYNOPSIS");
  page.set_line(fmt::format("{} [{}]... {} [{}]...", roff::bold(program.name), roff::italic("OPTION"),
                            roff::italic("COMMAND"), roff::italic("OPTION")));
  page.section("DESCRIPTION");
  page.set_line(roff::prose(description));
  page.section("OPTIONS");
  page.set_line(roff::prose("Options may precede or follow the command."));
  add_options(page, program);
  page.section("COMMANDS");
  add_commands(page, program);
  page.section("EXIT STATUS");
  page.set_line(roff::prose(speaks_of_state));
  for (const auto& [code, meaning] : exit_codes) {
    page.item(roff::bold(std::to_string(static_cast<int>(code))), meaning);
  }
  add_environment(page, program);
  page.section("FILES");
  for (const auto& [path, what] : files) page.item(roff::italic(path), what);
  page.section("EXAMPLES");
  page.example(examples);
  page.section("SEE ALSO");
  page.set_line(roff::bold("sent-source-data.toml") + "(5), " + roff::bold("systemd.timer") + "(5)");
  return page.text();
}

}  // namespace sent::manual
