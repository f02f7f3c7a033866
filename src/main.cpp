// SPDX-License-Identifier: Apache-2.0

// Arguments → exit code. The only catch-all: whatever stopped the program is reported here, once.

#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>

#include "cli/command_line.hpp"
#include "command/check/check_command.hpp"
#include "command/command.hpp"
#include "config/load.hpp"
#include "config/process_title.hpp"
#include "job/signals.hpp"
#include "log/log.hpp"
#include "model/failure.hpp"

namespace {

using namespace sent;

std::optional<std::string> environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

config::Need need_of(const cli::Command& command) {
  if (const auto* run = std::get_if<cli::RunCommand>(&command)) {
    return run->delivery.dry_run ? config::Need::no_receiver : config::Need::everything;
  }
  if (const auto* backfill = std::get_if<cli::BackfillCommand>(&command)) {
    return backfill->delivery.dry_run ? config::Need::no_receiver : config::Need::everything;
  }
  if (std::holds_alternative<cli::CheckCommand>(command)) return config::Need::everything;
  return std::holds_alternative<cli::ReplayCommand>(command) ? config::Need::everything : config::Need::no_receiver;
}

ExitCode report(log::Log& log, const Failure& failure) {
  log.error(failure.what(), {{"hint", failure.hint()}, {"exit_code", static_cast<int>(failure.code())}});
  return failure.code();
}

ExitCode report_settings(const cli::Command& command, log::Log& log, const Failure& failure) {
  if (const auto* check = std::get_if<cli::CheckCommand>(&command))
    return command::check::report_bad_settings(*check, failure);
  return report(log, failure);
}

ExitCode run(const cli::Invocation& invocation, log::Log& log) {
  job::Signals signals;
  std::optional<config::Config> config;
  try {
    config = config::load_config(invocation.config_path, environment, invocation.settings, need_of(invocation.command));
  } catch (const Failure& failure) {
    return report_settings(invocation.command, log, failure);
  }
  try {
    return command::execute(invocation.command, *config, log, signals);
  } catch (const Failure& failure) {
    return report(log, failure);
  }
}

ExitCode start(std::span<char* const> arguments) {
  log::Log early(log::LogFormat::text, log::LogLevel::info);
  try {
    const auto parsed = cli::parse_command_line({arguments.data(), arguments.size()});
    config::hide_secrets(arguments);
    if (const auto* notice = std::get_if<cli::Notice>(&parsed)) {
      std::fputs(notice->text.c_str(), stdout);
      return ExitCode::complete;
    }
    const auto& invocation = std::get<cli::Invocation>(parsed);
    log::Log log(invocation.log_format, invocation.log_level);
    return run(invocation, log);
  } catch (const Failure& failure) {
    return report(early, failure);
  } catch (const std::exception& failure) {
    return report(early, Failure(ExitCode::unexpected, std::string("running: ") + failure.what(),
                                 "it is safe to run again; when it ends so once more, report this with the log"));
  }
}

// A chunk's tables are mapped each by itself, and so given back when it is done; left to itself the allocator soon
// takes them from heaps of each thread, where little ever becomes free at the end: a run in 64 MiB then took 220.
void keep_memory_compact() {
  mallopt(M_MMAP_THRESHOLD, 2 << 20);
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
  mallopt(M_ARENA_MAX, 2);
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory_compact();
  return static_cast<int>(start({argv, static_cast<std::size_t>(argc)}));
}
