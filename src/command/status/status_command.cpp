// SPDX-License-Identifier: Apache-2.0

#include "command/status/status_command.hpp"

#include <algorithm>
#include <memory>

#include "cli/day_range.hpp"
#include "cli/placeholders.hpp"
#include "command/status/page/status_page.hpp"
#include "command/status/report/day_states.hpp"
#include "command/status/report/history.hpp"
#include "command/status/report/status_json.hpp"
#include "command/status/report/status_table.hpp"
#include "io/system_clock.hpp"
#include "io/whole_file.hpp"
#include "job/agenda.hpp"
#include "job/start/random_seed.hpp"
#include "ledger/deployment.hpp"
#include "model/failure.hpp"
#include "postgres/access.hpp"
#include "read/calendar.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::status {

namespace {

using std::chrono::days;

constexpr days usual_days{30};
constexpr std::size_t most_reasons = 50;
constexpr std::size_t most_fan_outs = 10;

struct StatusOptions {
  std::optional<Day> from;  // absent: thirty days, or since the first day that was begun
  std::optional<Day> to;    // absent: yesterday
  bool json = false;
  std::optional<std::string> html;  // the file to write; "-": standard output
};

void declare(cli::Declaration& declaration, StatusOptions& options) {
  declaration.day("--from", options.from,
                  "first day, as YYYY-MM-DD; default: thirty days, or since the first day that was begun");
  declaration.day("--to", options.to, "last day, as YYYY-MM-DD; default: yesterday");
  declaration.flag("--json", options.json, "print one JSON document");
  declaration.text("--html", cli::placeholder::file, options.html,
                   "also write a page that needs no network to this file; - prints only the page");
}

// If the database with the counters is unavailable, the ledger's server provides the date.
std::unique_ptr<read::Calendar> open_calendar(const config::Config& config, log::Log& log,
                                              const retry::Patience& patience) {
  try {
    return std::make_unique<read::Calendar>(config, patience);
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::database_unavailable || !config.ledger.url) throw;
    log.warn("the database with the counters is unavailable; only the time decides which days are closed",
             {{"because", failure.what()}});
    read::CountersAccess at_ledger = read::counters_access(config);
    at_ledger.access.url = *config.ledger.url;
    at_ledger.access.database = postgres::Access::Database::ledger;
    return std::make_unique<read::Calendar>(at_ledger, config.event, patience);
  }
}

day::Closing closing_for_report(const config::Config& config, read::Calendar& calendar, Instant now, log::Log& log) {
  try {
    return job::closing_of(config, calendar, now, calendar.contract());
  } catch (const Failure& failure) {
    log.warn("the input contract cannot be read; only the time decides which days are closed",
             {{"because", failure.what()}});
    return {now, config.job.settle, false, std::nullopt};
  }
}

DayRange range_of(const StatusOptions& options, Day yesterday, std::optional<Day> first_day) {
  const Day last = options.to.value_or(std::max(yesterday, options.from.value_or(yesterday)));
  const Day usual = std::max(last - (usual_days - days{1}), first_day.value_or(last));
  return {options.from.value_or(std::min(usual, last)), last};
}

report::Status read_status(const StatusOptions& options, const config::Config& config, log::Log& log,
                           const retry::Patience& patience) {
  report::LedgerHistory history(config, patience);
  const auto calendar = open_calendar(config, log, patience);
  const auto now = calendar->now();
  const DayRange range = range_of(options, now.today - days{1}, history.first_day());
  const day::Closing closing = closing_for_report(config, *calendar, now.instant, log);
  const auto facts = calendar->facts(range);
  const auto is_closed = [&](Day day) {
    const auto of_day = std::ranges::find(facts, day, &day::DayFacts::day);
    return of_day != facts.end() && !day::why_not_closed(*of_day, closing);
  };
  return {range,
          now.instant,
          report::day_states(range, history.days(range), is_closed),
          history.rejected_kinds(range, most_reasons),
          history.largest_sources(range, most_fan_outs),
          history.largest_workspaces(range, most_fan_outs)};
}

ExitCode execute(const StatusOptions& options, const config::Config& config, log::Log& log, io::StandardOutput& out) {
  const auto clock = io::make_system_clock();
  const retry::Patience patience = retry::patience_of(config.database, *clock, log, job::start::random_seed(), {});
  const report::Status status = read_status(options, config, log, patience);
  if (options.html == "-") {
    out.print(page::status_page(status));
  } else {
    if (options.html) io::write_whole_file(*options.html, page::status_page(status), "writing the page");
    out.print(options.json ? report::status_json(status) : report::status_table(status));
  }
  return ExitCode::complete;
}

Order order(const StatusOptions& options) {
  if (options.from && options.to) (void)cli::range_of(*options.from, *options.to);
  return {config::Need::no_receiver,
          EndsAtOnce{[options](const config::Config& config, log::Log& log, io::StandardOutput& out) {
            return execute(options, config, log, out);
          }},
          {}};
}

}  // namespace

Definition make_status_command() {
  return define<StatusOptions>({"status",
                                "show which days are delivered, partial or missing, or have rejected events",
                                {"database", "ledger", "job"},
                                {}},
                               declare, order);
}

}  // namespace sent::command::status
