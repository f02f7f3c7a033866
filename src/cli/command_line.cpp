// SPDX-License-Identifier: Apache-2.0

#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/application.hpp"
#include "cli/command_line_failure.hpp"

namespace sent::cli {

namespace {

std::vector<std::pair<std::string, std::string>> settings_of(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> settings;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      throw command_line_failure("--set: expected KEY=VALUE",
                                 "write --set job.settle=3h, for example; docs/settings.md lists every setting");
    }
    settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return settings;
}

Invocation invocation_of(const GlobalOptions& global) {
  return {global.config, settings_of(global.settings), global.log_format.value_or(log::LogFormat::text),
          global.log_level.value_or(log::LogLevel::info), global.command};
}

// --help or --version, if the line asks for it.
std::optional<Notice> parse(CLI::App& app, std::span<const char* const> arguments) {
  const auto own = arguments.subspan(std::min<std::size_t>(1, arguments.size()));
  try {
    app.parse(std::vector<std::string>(own.rbegin(), own.rend()));
    return std::nullopt;
  } catch (const CLI::CallForVersion&) {
    return Notice{fmt::format("{}\n", version)};
  } catch (const CLI::CallForHelp&) {
    return Notice{app.help()};
  } catch (const CLI::ParseError& error) {
    throw command_line_failure(explain(error, app, arguments));
  }
}

}  // namespace

std::variant<Invocation, Notice> parse_command_line(std::span<const CommandDeclaration> commands,
                                                    std::span<const char* const> arguments) {
  GlobalOptions global;
  std::optional<Notice> notice;
  with_application(commands, global, [&](CLI::App& app, const Readers& readers) {
    notice = parse(app, arguments);
    if (notice) return;
    for (const auto& read : readers) read();
  });
  if (notice) return *notice;
  return invocation_of(global);
}

}  // namespace sent::cli
