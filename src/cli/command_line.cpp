// SPDX-License-Identifier: Apache-2.0

#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/declarations.hpp"
#include "cli/placeholders.hpp"
#include "model/failure.hpp"

namespace sent::cli {

namespace {

constexpr const char* help_hint = "sent-source-data --help lists commands and options, COMMAND --help those of one";

constexpr const char* version = "sent-source-data " SENT_VERSION;

// Name → value, in the order that help shows.
template <typename Value>
using Choices = std::vector<std::pair<std::string, Value>>;

const Choices<DryRunFormat> formats{{"ndjson", DryRunFormat::ndjson},
                                    {"pretty", DryRunFormat::pretty},
                                    {"batch", DryRunFormat::batch},
                                    {"summary", DryRunFormat::summary}};
const Choices<PlanFormat> plan_formats{
    {"segment", PlanFormat::segment}, {"json-schema", PlanFormat::json_schema}, {"markdown", PlanFormat::markdown}};
const Choices<log::LogFormat> log_formats{{"text", log::LogFormat::text}, {"json", log::LogFormat::json}};
const Choices<log::LogLevel> log_levels{{"trace", log::LogLevel::trace}, {"debug", log::LogLevel::debug},
                                        {"info", log::LogLevel::info},   {"warn", log::LogLevel::warn},
                                        {"error", log::LogLevel::error}, {"off", log::LogLevel::off}};

std::string names_of(const auto& choices, std::string_view separator) {
  std::string names;
  for (const auto& [name, value] : choices) names += fmt::format("{}{}", names.empty() ? "" : separator, name);
  return names;
}

// The placeholder of an option whose values are all there are.
std::string one_of(const auto& choices) { return names_of(choices, placeholder::choice_separator); }

template <typename Value>
Value choice(std::string_view option, const std::string& text, const Choices<Value>& choices) {
  for (const auto& [name, value] : choices) {
    if (name == text) return value;
  }
  throw Failure(ExitCode::usage, fmt::format("{} {}: wanted is one of {}", option, text, names_of(choices, ", ")),
                help_hint);
}

Day day_of(std::string_view option, const std::string& text) {
  if (const auto day = parse_day(text)) return *day;
  throw Failure(ExitCode::usage, fmt::format("{} {}: wanted is a day that exists, as YYYY-MM-DD", option, text),
                help_hint);
}

// Texts as given; turned into values once CLI11 has accepted the line.
struct Given {
  std::string config, log_format = "text", log_level = "info";
  std::vector<std::string> settings;
  std::string date, from, to, day, format, html, plan_format, event, file;
  std::vector<std::string> sources, users;
  long long limit = -1;
  bool dry_run = false, resend = false, no_wait = false, with_contract = false, json = false;
  CheckCommand check;
};

void add_delivery_options(CLI::App& command, Given& given) {
  command.add_flag("--dry-run", given.dry_run, "print the events that would be sent; send and write nothing");
  command.add_option("--format", given.format, "of --dry-run; default: ndjson")->type_name(one_of(formats));
  command.add_option("--limit", given.limit, "of --dry-run: print at most so many events")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber.description(""));
  command.add_option("--source", given.sources, "only this source; may be repeated")
      ->type_name("ID")
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
  command.add_option("--user", given.users, "only this user; may be repeated")
      ->type_name("ID")
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
  command.add_flag("--no-wait", given.no_wait, "leave with exit code 7 instead of waiting for other workers");
}

Delivery delivery_of(const CLI::App& command, const Given& given) {
  Delivery delivery;
  const bool has_format = command.count("--format") > 0;
  if (!given.dry_run && (has_format || given.limit >= 0)) {
    throw Failure(ExitCode::usage, "--format and --limit go with --dry-run", help_hint);
  }
  if (given.dry_run) {
    delivery.dry_run.emplace();
    if (has_format) delivery.dry_run->format = choice("--format", given.format, formats);
    if (given.limit >= 0) delivery.dry_run->limit = static_cast<std::size_t>(given.limit);
  }
  delivery.sources = given.sources;
  delivery.users = given.users;
  delivery.wait = !given.no_wait;
  return delivery;
}

void require_in_order(const Given& given) {
  if (day_of("--from", given.from) <= day_of("--to", given.to)) return;
  throw Failure(ExitCode::usage, fmt::format("--to {} is before --from {}", given.to, given.from),
                "the range has both its days; one day is --from and --to the same");
}

BackfillCommand backfill_of(const CLI::App& command, const Given& given) {
  const DayRange days{day_of("--from", given.from), day_of("--to", given.to)};
  require_in_order(given);
  return {days, given.resend, delivery_of(command, given)};
}

std::vector<std::pair<std::string, std::string>> settings_of(const Given& given) {
  std::vector<std::pair<std::string, std::string>> settings;
  for (const auto& text : given.settings) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      throw Failure(ExitCode::usage, "--set: wanted is KEY=VALUE",
                    "such as --set job.settle=3h; docs/settings.md lists all");
    }
    settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return settings;
}

// What follows a `=` may be a secret that stands at the wrong place. An argument with blanks in it is known
// as a whole; what CLI11 has taken apart, up to a blank.
std::string without_values(std::string message, std::span<const char* const> arguments) {
  for (const std::string_view argument : arguments) {
    const std::size_t name = argument.find('=') + 1;
    if (name == 0 || name == argument.size()) continue;
    for (std::size_t at; (at = message.find(argument)) != std::string::npos;) {
      message.erase(at + name, argument.size() - name);
    }
  }
  std::string safe;
  bool skipping = false;
  for (const char c : message) {
    if (c == ' ') skipping = false;
    if (!skipping) safe += c;
    if (c == '=') skipping = true;
  }
  return safe;
}

std::string exit_code_table() {
  std::string table = "Exit codes:\n";
  for (const auto& [code, meaning] : exit_codes) table += fmt::format("  {:<4}{}\n", static_cast<int>(code), meaning);
  return table;
}

void add_global_options(CLI::App& app, Given& given) {
  app.set_help_flag("-h,--help", "print this and exit");
  app.set_version_flag("--version", version, "print the version and exit");
  app.add_option("--config", given.config,
                 "TOML file; docs/settings.md or sent-source-data.toml(5) lists what it can hold")
      ->type_name(placeholder::file)
      ->envname("SENT_SOURCE_DATA_CONFIG");
  app.add_option("--set", given.settings, "a setting that overrides all other places; may be repeated")
      ->type_name(placeholder::setting)
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
  app.add_option("--log-format", given.log_format, "of the log, on standard error; default: text")
      ->type_name(one_of(log_formats));
  app.add_option("--log-level", given.log_level, "what is logged, and all that is worse; default: info")
      ->type_name(one_of(log_levels));
}

void add_plan_commands(CLI::App& app, Given& given) {
  auto* const plan =
      app.add_subcommand("plan", "the tracking plan: what events there are, and whether events are as it wants them");
  plan->require_subcommand(1);
  plan->add_subcommand("list", "the plan's events, a line each");
  plan->add_subcommand("show", "the properties of one event, as a table")
      ->add_option("EVENT", given.event, "its name, such as \"Sent Source Data\"")
      ->type_name("")
      ->required();
  plan->add_subcommand("export", "the whole plan as one document")
      ->add_option("--format", given.plan_format, "of the document; segment is what its Public API takes")
      ->type_name(one_of(plan_formats))
      ->required();
  plan->add_subcommand("validate", "check events, one JSON object a line; 3 when one is not as the plan wants it")
      ->add_option(placeholder::file, given.file, "the events; - is standard input")
      ->type_name("")
      ->required();
}

void add_check_command(CLI::App& app, Given& given) {
  auto* const check = app.add_subcommand("check", "see whether everything a run needs is there, and what to do if not");
  check->add_flag("--send-test-event", given.check.send_test_event,
                  "and send one event named \"Sent Source Data Test\", which goes to no destination");
  check->add_flag("--json", given.check.json, "print one JSON document instead of lines");
}

void add_commands(CLI::App& app, Given& given) {
  constexpr const char* day = "DAY";
  auto* const run = app.add_subcommand("run", "send one day; default: yesterday, after any day that was missed");
  run->add_option("--date", given.date, "the day, as YYYY-MM-DD")->type_name(day);
  add_delivery_options(*run, given);
  auto* const backfill = app.add_subcommand("backfill", "send a range of days");
  backfill->add_option("--from", given.from, "first day, as YYYY-MM-DD")->type_name(day)->required();
  backfill->add_option("--to", given.to, "last day, as YYYY-MM-DD")->type_name(day)->required();
  backfill->add_flag("--resend", given.resend, "send days again that are complete, with the same ids");
  add_delivery_options(*backfill, given);
  auto* const replay = app.add_subcommand("replay", "send rejected events again, with the same ids and bytes");
  replay->add_option("--day", given.day, "only those of this day, as YYYY-MM-DD; default: all")->type_name(day);
  auto* const status =
      app.add_subcommand("status", "which days are delivered, partial, missing or have rejected events");
  status
      ->add_option("--from", given.from,
                   "first day, as YYYY-MM-DD; default: thirty days, or since the first that was begun")
      ->type_name(day);
  status->add_option("--to", given.to, "last day, as YYYY-MM-DD; default: yesterday")->type_name(day);
  status->add_flag("--json", given.json, "print one JSON document");
  status
      ->add_option(
          "--html", given.html,
          "and write a page that needs no network into this file; - is standard output, and then the page alone")
      ->type_name(placeholder::file);
  auto* const migrate = app.add_subcommand("migrate", "create or upgrade the ledger");
  migrate->add_flag("--with-contract", given.with_contract, "and create the reference input tables");
  add_check_command(app, given);
  add_plan_commands(app, given);
}

RunCommand run_of(const CLI::App& command, const Given& given) {
  RunCommand run{std::nullopt, delivery_of(command, given)};
  if (command.count("--date") > 0) run.date = day_of("--date", given.date);
  return run;
}

ReplayCommand replay_of(const CLI::App& command, const Given& given) {
  if (command.count("--day") == 0) return {};
  return {day_of("--day", given.day)};
}

StatusCommand status_of(const CLI::App& command, const Given& given) {
  StatusCommand status{std::nullopt, std::nullopt, given.json, std::nullopt};
  if (command.count("--from") > 0) status.from = day_of("--from", given.from);
  if (command.count("--to") > 0) status.to = day_of("--to", given.to);
  if (status.from && status.to) require_in_order(given);
  if (command.count("--html") > 0) status.html = given.html;
  return status;
}

PlanCommand plan_of(const CLI::App& command, const Given& given) {
  const std::string name = command.get_subcommands().front()->get_name();
  if (name == "list") return PlanListCommand{};
  if (name == "show") return PlanShowCommand{given.event};
  if (name == "export") return PlanExportCommand{choice("--format", given.plan_format, plan_formats)};
  return PlanValidateCommand{given.file};
}

Command command_of(const CLI::App& app, const Given& given) {
  const CLI::App& command = *app.get_subcommands().front();
  if (command.get_name() == "run") return run_of(command, given);
  if (command.get_name() == "backfill") return backfill_of(command, given);
  if (command.get_name() == "replay") return replay_of(command, given);
  if (command.get_name() == "status") return status_of(command, given);
  if (command.get_name() == "check") return given.check;
  if (command.get_name() == "plan") return plan_of(command, given);
  return MigrateCommand{given.with_contract};
}

constexpr const char* summary = "Sends one Sent Source Data event for each user and source that had data, daily.";

void declare(CLI::App& app, Given& given) {
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(exit_code_table());
  add_global_options(app, given);
  add_commands(app, given);
}

}  // namespace

void visit_declarations(const std::function<void(const CLI::App&)>& visit) {
  Given given;
  CLI::App app(summary, "sent-source-data");
  declare(app, given);
  visit(app);
}

std::variant<Invocation, Notice> parse_command_line(std::span<const char* const> arguments) {
  Given given;
  CLI::App app(summary, "sent-source-data");
  declare(app, given);
  try {
    const auto own = arguments.subspan(std::min<std::size_t>(1, arguments.size()));
    app.parse(std::vector<std::string>(own.rbegin(), own.rend()));
  } catch (const CLI::CallForVersion&) {
    return Notice{fmt::format("{}\n", version)};
  } catch (const CLI::CallForHelp&) {
    return Notice{app.help()};
  } catch (const CLI::ParseError& error) {
    throw Failure(ExitCode::usage, fmt::format("reading the command line: {}", without_values(error.what(), arguments)),
                  help_hint);
  }
  Invocation invocation;
  if (app.count("--config") > 0) invocation.config_path = given.config;
  invocation.settings = settings_of(given);
  invocation.log_format = choice("--log-format", given.log_format, log_formats);
  invocation.log_level = choice("--log-level", given.log_level, log_levels);
  invocation.command = command_of(app, given);
  return invocation;
}

}  // namespace sent::cli
