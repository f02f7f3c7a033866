#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "check/settings_checks.hpp"
#include "log/colour.hpp"
#include "read/postgres_connection.hpp"
#include "report/check_list.hpp"
#include "run/attempt.hpp"
#include "run/checks.hpp"
#include "run/commands.hpp"
#include "run/standard_output.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent {

namespace {

ExitCode conclude(const CheckCommand& command, const Checks& checks) {
  print(command.json ? check_document(checks) : check_list(checks, takes_colour(STDOUT_FILENO)));
  finish_output();
  return exit_code_of(checks);
}

Checks check_settings(const Config& config) {
  Checks checks;
  attempt(checks, "settings", [&] {
    require_readable_url("database.url", config.database.url);
    require_readable_url("ledger.url", config.ledger.url);
    return judge_settings(config);
  });
  return checks;
}

Check check_tracking_plan(const Config& config) {
  const std::string& directory = config.plan.directory;
  const auto events = load_tracking_plan(directory).rules().size();
  return passed("tracking_plan", fmt::format("{} events, {}", events, directory.empty() ? "built in" : "in " + directory));
}

bool reached_database(const Checks& checks) {
  const auto database = std::ranges::find(checks, "database", &Check::name);
  return database != checks.end() && database->outcome == CheckOutcome::ok;
}

}  // namespace

ExitCode execute_check(const CheckCommand& command, const Config& config, const Clock& clock) {
  Checks checks = check_settings(config);
  if (has_error(checks)) return conclude(command, checks);
  attempt(checks, "tracking_plan", [&] { return check_tracking_plan(config); });
  add(checks, check_database(config, clock));
  add(checks, check_ledger(config, reached_database(checks)));
  add(checks, check_receiver(config, clock, command.send_test_event));
  add(checks, check_metrics(config));
  return conclude(command, checks);
}

ExitCode report_bad_settings(const CheckCommand& command, const Failure& failure) {
  return conclude(command, judge_bad_settings(failure));
}

}  // namespace sent
