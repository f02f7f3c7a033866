// SPDX-License-Identifier: Apache-2.0

#include "program/program.hpp"

#include <algorithm>
#include <exception>
#include <optional>

#include "cli/command_line.hpp"
#include "command/execute.hpp"
#include "config/load.hpp"
#include "config/process_title.hpp"
#include "io/standard_output.hpp"
#include "log/log.hpp"
#include "model/failure.hpp"
#include "postgres/connection.hpp"
#include "program/last_resort.hpp"
#include "program/registry.hpp"

namespace sent::program {

namespace {

ExitCode report(log::Log& log, const Failure& failure) {
  log.error(failure.what(), {{"hint", failure.hint()}, {"exit_code", static_cast<int>(failure.code())}});
  return failure.code();
}

// Where every exception of this thread ends. Other threads hand theirs over, and last_resort.hpp ends the process for
// an exception that leaves one.
template <typename Work>
ExitCode reported(log::Log& log, Work work) {
  try {
    return work();
  } catch (const Failure& failure) {
    return report(log, failure);
  } catch (const std::exception& failure) {
    return report(
        log, Failure(ExitCode::unexpected, std::string("running: ") + failure.what(), std::string(unexpected_hint)));
  }
}

const command::Definition& chosen(const std::vector<command::Definition>& commands, const std::string& name) {
  return *std::ranges::find(commands, name, [](const auto& command) { return command.line.name; });
}

bool uses(const command::Definition& command, const std::string& section) {
  return std::ranges::find(command.line.settings, section) != command.line.settings.end();
}

config::Config load(const cli::Invocation& invocation, const command::Definition& command, config::Need need) {
  auto config =
      config::load_config(invocation.config_path, config::Environment::of_process(), invocation.settings, need);
  if (uses(command, "database")) postgres::require_readable_url("database.url", config.database.url);
  if (uses(command, "ledger") && config.ledger.url) postgres::require_readable_url("ledger.url", *config.ledger.url);
  return config;
}

ExitCode carry_out(const cli::Invocation& invocation, const command::Definition& command, log::Log& log,
                   io::StandardOutput& out) {
  const command::Order order = command.order();
  std::optional<config::Config> config;
  try {
    config = load(invocation, command, order.need);
  } catch (const Failure& failure) {
    if (!order.report_bad_settings) throw;
    return order.report_bad_settings(failure, out);
  }
  return command::execute(order, command.line.name, *config, log, out);
}

ExitCode run_command(const cli::Invocation& invocation, const command::Definition& command) {
  log::Log log(invocation.log_format, invocation.log_level);
  io::StandardOutput out;
  const ExitCode code = reported(log, [&] { return carry_out(invocation, command, log, out); });
  const ExitCode printed = reported(log, [&] {
    out.flush();
    return code;
  });
  return code == ExitCode::complete ? printed : code;
}

ExitCode print(const cli::Notice& notice) {
  io::StandardOutput out;
  out.print(notice.text);
  out.flush();
  return ExitCode::complete;
}

}  // namespace

ExitCode run(std::span<char* const> arguments) noexcept {
  log::Log early(log::LogFormat::text, log::LogLevel::info);
  return reported(early, [&] {
    const auto commands = make_commands();
    const auto parsed = cli::parse_command_line(declarations_of(commands), {arguments.data(), arguments.size()});
    config::hide_secrets(arguments);
    if (const auto* notice = std::get_if<cli::Notice>(&parsed)) return print(*notice);
    const auto& invocation = std::get<cli::Invocation>(parsed);
    return run_command(invocation, chosen(commands, invocation.command));
  });
}

}  // namespace sent::program
