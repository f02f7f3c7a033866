// Arguments → exit code. The only catch-all: whatever stopped the program is reported here, once.

#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>

#include "cli/command_line.hpp"
#include "config/load.hpp"
#include "config/process_title.hpp"
#include "log/log.hpp"
#include "model/failure.hpp"
#include "run/command.hpp"
#include "run/commands.hpp"
#include "run/signals.hpp"

namespace {

using namespace sent;

std::optional<std::string> environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

Need need_of(const Command& command) {
  if (const auto* run = std::get_if<RunCommand>(&command)) {
    return run->delivery.dry_run ? Need::no_receiver : Need::everything;
  }
  if (const auto* backfill = std::get_if<BackfillCommand>(&command)) {
    return backfill->delivery.dry_run ? Need::no_receiver : Need::everything;
  }
  if (std::holds_alternative<CheckCommand>(command)) return Need::everything;
  return std::holds_alternative<ReplayCommand>(command) ? Need::everything : Need::no_receiver;
}

ExitCode report(Log& log, const Failure& failure) {
  log.error(failure.what(), {{"hint", failure.hint()}, {"exit_code", static_cast<int>(failure.code())}});
  return failure.code();
}

ExitCode report_settings(const Command& command, Log& log, const Failure& failure) {
  if (const auto* check = std::get_if<CheckCommand>(&command)) return report_bad_settings(*check, failure);
  return report(log, failure);
}

ExitCode run(const Invocation& invocation, Log& log) {
  Signals signals;
  std::optional<Config> config;
  try {
    config = load_config(invocation.config_path, environment, invocation.settings, need_of(invocation.command));
  } catch (const Failure& failure) {
    return report_settings(invocation.command, log, failure);
  }
  try {
    return execute(invocation.command, *config, log, signals);
  } catch (const Failure& failure) {
    return report(log, failure);
  }
}

ExitCode start(std::span<char* const> arguments) {
  Log early(LogFormat::text, LogLevel::info);
  try {
    const auto parsed = parse_command_line({arguments.data(), arguments.size()});
    hide_secrets(arguments);
    if (const auto* notice = std::get_if<Notice>(&parsed)) {
      std::fputs(notice->text.c_str(), stdout);
      return ExitCode::complete;
    }
    const auto& invocation = std::get<Invocation>(parsed);
    Log log(invocation.log_format, invocation.log_level);
    return run(invocation, log);
  } catch (const Failure& failure) {
    return report(early, failure);
  } catch (const std::exception& failure) {
    return report(early, Failure(ExitCode::unexpected, std::string("running: ") + failure.what(),
                                 "it is safe to run again; when it ends so once more, report this with the log"));
  }
}

// A chunk's tables are mapped each by itself, and so given back when it is done; left to itself the allocator soon takes
// them from heaps of each thread, where little ever becomes free at the end: a run in 64 MiB then took 220.
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
