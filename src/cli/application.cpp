// SPDX-License-Identifier: Apache-2.0

#include "cli/application.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "cli/placeholders.hpp"
#include "model/exit_code.hpp"

namespace sent::cli {

namespace {

const Choices<log::LogFormat> log_formats{{"text", log::LogFormat::text}, {"json", log::LogFormat::json}};
const Choices<log::LogLevel> log_levels{{"trace", log::LogLevel::trace}, {"debug", log::LogLevel::debug},
                                        {"info", log::LogLevel::info},   {"warn", log::LogLevel::warn},
                                        {"error", log::LogLevel::error}, {"off", log::LogLevel::off}};

constexpr const char* summary = "Sends one Sent Source Data event for each user and source that had data, daily.";

std::string exit_code_table() {
  std::string table = "Exit codes:\n";
  for (const auto& [code, meaning] : exit_codes) table += fmt::format("  {:<4}{}\n", static_cast<int>(code), meaning);
  return table;
}

// In help, as in messages. Commands inherit them.
void use_own_words(CLI::App& app) {
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Positionals", "Arguments");
}

void add_global_options(CLI::App& app, Declaration& declaration, GlobalOptions& global) {
  app.set_help_flag("-h,--help", "print this help and exit");
  app.set_version_flag("--version", version, "print the version and exit");
  declaration.text("--config", placeholder::file, global.config,
                   "TOML file with settings; docs/settings.md and sent-source-data.toml(5) list them");
  app.get_option("--config")->envname("SENT_SOURCE_DATA_CONFIG");
  declaration.texts("--set", placeholder::setting, global.settings,
                    "a setting; overrides the file and the environment; may be repeated");
  declaration.choice("--log-format", log_formats, global.log_format,
                     "format of the log on standard error; default: text");
  declaration.choice("--log-level", log_levels, global.log_level, "minimum log level; default: info");
}

}  // namespace

void with_application(std::span<const CommandDeclaration> commands, GlobalOptions& global,
                      const std::function<void(CLI::App&, const Readers&)>& use) {
  CLI::App app(summary, "sent-source-data");
  app.fallthrough();
  use_own_words(app);
  app.footer(exit_code_table());
  Readers readers;
  Declaration declaration(app, readers);
  add_global_options(app, declaration, global);
  for (const CommandDeclaration& command : commands) {
    Declaration inner =
        declaration.command(command.name, command.help, [&global, name = command.name] { global.command = name; });
    app.get_subcommand(command.name)
        ->footer(fmt::format("Settings that this command uses: {}.*", fmt::join(command.settings, ".*, ")));
    command.declare(inner);
  }
  use(app, readers);
}

}  // namespace sent::cli
