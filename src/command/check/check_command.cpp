// SPDX-License-Identifier: Apache-2.0

#include "command/check/check_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "command/check/checklist/attempt.hpp"
#include "command/check/checklist/check_list.hpp"
#include "command/check/database/check_database.hpp"
#include "command/check/monitoring/check_metrics.hpp"
#include "command/check/receiver/check_receiver.hpp"
#include "command/check/settings_checks.hpp"
#include "io/system_clock.hpp"
#include "log/colour.hpp"
#include "postgres/connection.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::command::check {

namespace {

struct CheckOptions {
  bool send_test_event = false;
  bool json = false;
};

void declare(cli::Declaration& declaration, CheckOptions& options) {
  declaration.flag("--send-test-event", options.send_test_event,
                   "also send one event named \"Sent Source Data Test\", which goes to no destination");
  declaration.flag("--json", options.json, "print one JSON document instead of lines");
}

ExitCode conclude(const CheckOptions& options, const checklist::Checks& checks, io::StandardOutput& out) {
  out.print(options.json ? checklist::check_document(checks)
                         : checklist::check_list(checks, log::takes_colour(STDOUT_FILENO)));
  return checklist::exit_code_of(checks);
}

checklist::Checks check_settings(const config::Config& config) {
  checklist::Checks checks;
  checklist::attempt(checks, "settings", [&] {
    postgres::require_readable_url("database.url", config.database.url);
    if (config.ledger.url) postgres::require_readable_url("ledger.url", *config.ledger.url);
    return judge_settings(config);
  });
  return checks;
}

checklist::Check check_tracking_plan(const config::Config& config) {
  const auto& directory = config.plan.directory;
  const auto events = tracking_plan::load_tracking_plan(directory).rules().size();
  return checklist::passed("tracking_plan",
                           fmt::format("{} events, {}", events, directory ? "in " + *directory : "built in"));
}

bool reached_database(const checklist::Checks& checks) {
  const auto database = std::ranges::find(checks, "database", &checklist::Check::name);
  return database != checks.end() && database->outcome == checklist::CheckOutcome::ok;
}

ExitCode execute(const CheckOptions& options, const config::Config& config, io::StandardOutput& out) {
  const auto clock = io::make_system_clock();
  checklist::Checks checks = check_settings(config);
  if (checklist::has_error(checks)) return conclude(options, checks, out);
  checklist::attempt(checks, "tracking_plan", [&] { return check_tracking_plan(config); });
  checklist::add(checks, database::check_database(config, *clock));
  checklist::add(checks, database::check_ledger(config, *clock, reached_database(checks)));
  checklist::add(checks, receiver::check_receiver(config, *clock, options.send_test_event));
  checklist::add(checks, monitoring::check_metrics(config));
  return conclude(options, checks, out);
}

Order order(const CheckOptions& options) {
  return {config::Need::receiver_if_possible,
          EndsAtOnce{[options](const config::Config& config, log::Log&, io::StandardOutput& out) {
            return execute(options, config, out);
          }},
          [options](const Failure& failure, io::StandardOutput& out) {
            return conclude(options, judge_bad_settings(failure), out);
          }};
}

}  // namespace

Definition make_check_command() {
  return define<CheckOptions>({"check",
                               "check everything that a run needs, and say how to fix what is wrong",
                               {"database", "ledger", "job", "windows", "plan", "event", "sink", "metrics"},
                               {}},
                              declare, order);
}

}  // namespace sent::command::check
