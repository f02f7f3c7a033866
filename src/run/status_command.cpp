#include <algorithm>
#include <memory>

#include "ledger/deployment.hpp"
#include "ledger/history.hpp"
#include "model/failure.hpp"
#include "report/status_json.hpp"
#include "report/status_page.hpp"
#include "report/status_table.hpp"
#include "run/agenda.hpp"
#include "run/commands.hpp"
#include "run/day_states.hpp"
#include "run/patience.hpp"
#include "run/setup.hpp"
#include "run/standard_output.hpp"
#include "run/whole_file.hpp"

namespace sent {

namespace {

using std::chrono::days;

constexpr days usual_days{30};
constexpr std::size_t most_reasons = 50;
constexpr std::size_t most_fan_outs = 10;

// The ledger's own server knows the date too, when the database of the counters is away.
std::unique_ptr<Calendar> open_calendar(const Config& config, Log& log, const Patience& patience) {
  try {
    return std::make_unique<Calendar>(config, patience);
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::database_unavailable || config.ledger.url.empty()) throw;
    log.warn("the database of the counters is away: days count as closed by their time alone", {{"because", failure.what()}});
    Config of_ledger = config;
    of_ledger.database.url = ledger_url(config);
    return std::make_unique<Calendar>(of_ledger, patience);
  }
}

Closing closing_for_report(const Config& config, Calendar& calendar, Instant now, Log& log) {
  try {
    return closing_of(config, calendar, now, calendar.relations());
  } catch (const Failure& failure) {
    log.warn("the input contract cannot be read: days count as closed by their time alone", {{"because", failure.what()}});
    return {now, config.job.settle, false, std::nullopt};
  }
}

DayRange range_of(const StatusCommand& command, Day yesterday, std::optional<Day> first_day) {
  const Day last = command.to.value_or(std::max(yesterday, command.from.value_or(yesterday)));
  const Day usual = std::max(last - (usual_days - days{1}), first_day.value_or(last));
  return {command.from.value_or(std::min(usual, last)), last};
}

Status read_status(const StatusCommand& command, const Config& config, Log& log, const Patience& patience) {
  LedgerHistory history(config, patience);
  const auto calendar = open_calendar(config, log, patience);
  const auto now = calendar->now();
  const DayRange range = range_of(command, now.today - days{1}, history.first_day());
  const Closing closing = closing_for_report(config, *calendar, now.instant, log);
  const auto facts = calendar->facts(range);
  const auto is_closed = [&](Day day) {
    const auto of_day = std::ranges::find(facts, day, &DayFacts::day);
    return of_day != facts.end() && !why_not_closed(*of_day, closing);
  };
  return {range,
          now.instant,
          day_states(range, history.days(range), is_closed),
          history.rejected_kinds(range, most_reasons),
          history.largest_sources(range, most_fan_outs),
          history.largest_workspaces(range, most_fan_outs)};
}

}  // namespace

ExitCode execute_status(const StatusCommand& command, const Config& config, Log& log, Clock& clock) {
  const Patience patience = patience_of(config.database, clock, log, random_seed(), {});
  const Status status = read_status(command, config, log, patience);
  if (command.html == "-") {
    print(status_page(status));
  } else {
    if (command.html) write_whole_file(*command.html, status_page(status), "writing the page");
    print(command.json ? status_json(status) : status_table(status));
  }
  finish_output();
  return ExitCode::complete;
}

}  // namespace sent
