// SPDX-License-Identifier: Apache-2.0

#include "command/status/status_command.hpp"

#include <algorithm>
#include <memory>

#include "command/status/page/status_page.hpp"
#include "command/status/report/day_states.hpp"
#include "command/status/report/history.hpp"
#include "command/status/report/status_json.hpp"
#include "command/status/report/status_table.hpp"
#include "io/standard_output.hpp"
#include "io/whole_file.hpp"
#include "job/agenda.hpp"
#include "job/start/random_seed.hpp"
#include "ledger/deployment.hpp"
#include "model/failure.hpp"
#include "retry/database_patience.hpp"

namespace sent::command::status {

namespace {

using std::chrono::days;

constexpr days usual_days{30};
constexpr std::size_t most_reasons = 50;
constexpr std::size_t most_fan_outs = 10;

// The ledger's own server knows the date too, when the database of the counters is away.
std::unique_ptr<read::Calendar> open_calendar(const config::Config& config, log::Log& log,
                                              const retry::Patience& patience) {
  try {
    return std::make_unique<read::Calendar>(config, patience);
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::database_unavailable || config.ledger.url.empty()) throw;
    log.warn("the database of the counters is away: days count as closed by their time alone",
             {{"because", failure.what()}});
    config::Config of_ledger = config;
    of_ledger.database.url = ledger::ledger_url(config);
    return std::make_unique<read::Calendar>(of_ledger, patience);
  }
}

day::Closing closing_for_report(const config::Config& config, read::Calendar& calendar, Instant now, log::Log& log) {
  try {
    return job::closing_of(config, calendar, now, calendar.relations());
  } catch (const Failure& failure) {
    log.warn("the input contract cannot be read: days count as closed by their time alone",
             {{"because", failure.what()}});
    return {now, config.job.settle, false, std::nullopt};
  }
}

DayRange range_of(const cli::StatusCommand& command, Day yesterday, std::optional<Day> first_day) {
  const Day last = command.to.value_or(std::max(yesterday, command.from.value_or(yesterday)));
  const Day usual = std::max(last - (usual_days - days{1}), first_day.value_or(last));
  return {command.from.value_or(std::min(usual, last)), last};
}

report::Status read_status(const cli::StatusCommand& command, const config::Config& config, log::Log& log,
                           const retry::Patience& patience) {
  report::LedgerHistory history(config, patience);
  const auto calendar = open_calendar(config, log, patience);
  const auto now = calendar->now();
  const DayRange range = range_of(command, now.today - days{1}, history.first_day());
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

}  // namespace

ExitCode execute_status(const cli::StatusCommand& command, const config::Config& config, log::Log& log, Clock& clock) {
  const retry::Patience patience = retry::patience_of(config.database, clock, log, job::start::random_seed(), {});
  const report::Status status = read_status(command, config, log, patience);
  if (command.html == "-") {
    io::print(page::status_page(status));
  } else {
    if (command.html) io::write_whole_file(*command.html, page::status_page(status), "writing the page");
    io::print(command.json ? report::status_json(status) : report::status_table(status));
  }
  io::finish_output();
  return ExitCode::complete;
}

}  // namespace sent::command::status
