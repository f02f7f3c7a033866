// SPDX-License-Identifier: Apache-2.0

// The command line: arguments → what is asked for. Pure but for reading its arguments.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "log/log.hpp"
#include "model/day.hpp"
#include "model/exit_code.hpp"

namespace sent::cli {

enum class DryRunFormat { ndjson, pretty, batch, summary };

struct DryRun {
  DryRunFormat format = DryRunFormat::ndjson;
  std::optional<std::size_t> limit;  // events printed
};

// What run and backfill have in common.
struct Delivery {
  std::optional<DryRun> dry_run;
  std::vector<std::string> sources;  // empty: all
  std::vector<std::string> users;    // empty: all
  bool wait = true;                  // for other workers (--no-wait)
};

struct RunCommand {
  std::optional<Day> date;  // none: yesterday, after what was missed
  Delivery delivery;
};

struct BackfillCommand {
  DayRange days;
  bool resend = false;
  Delivery delivery;
};

struct MigrateCommand {
  bool with_contract = false;
};

struct ReplayCommand {
  std::optional<Day> day;  // none: every day that has rejected events
};

struct StatusCommand {
  std::optional<Day> from;  // none: thirty days, or since the first that was begun
  std::optional<Day> to;    // none: yesterday
  bool json = false;
  std::optional<std::string> html;  // the file to write; "-": standard output
};

struct CheckCommand {
  bool send_test_event = false;
  bool json = false;
};

// Of the tracking plan.
struct PlanListCommand {};

struct PlanShowCommand {
  std::string event;
};

enum class PlanFormat { segment, json_schema, markdown };

struct PlanExportCommand {
  PlanFormat format;
};

struct PlanValidateCommand {
  std::string file;  // "-" is standard input
};

using PlanCommand = std::variant<PlanListCommand, PlanShowCommand, PlanExportCommand, PlanValidateCommand>;

using Command =
    std::variant<RunCommand, BackfillCommand, MigrateCommand, ReplayCommand, StatusCommand, CheckCommand, PlanCommand>;

struct Invocation {
  std::optional<std::string> config_path;
  std::vector<std::pair<std::string, std::string>> settings;  // --set, in order
  log::LogFormat log_format = log::LogFormat::text;
  log::LogLevel log_level = log::LogLevel::info;
  Command command;
};

// --help, --version: print `text` on standard output and exit 0.
struct Notice {
  std::string text;
};

// Throws Failure(usage) for anything that is not understood, `to` before `from` included.
[[nodiscard]] std::variant<Invocation, Notice> parse_command_line(std::span<const char* const> arguments);

}  // namespace sent::cli
