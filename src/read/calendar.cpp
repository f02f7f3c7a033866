// SPDX-License-Identifier: Apache-2.0

#include "read/calendar.hpp"

#include <fmt/format.h>

#include <utility>

#include "model/failure.hpp"
#include "model/usable_id.hpp"
#include "read/contract_faults.hpp"
#include "read/privileges.hpp"
#include "read/read_estimate.hpp"
#include "read/read_statement.hpp"
#include "sql/statements.hpp"

namespace sent::read {

Calendar::Now ask_now(postgres::Session& session, const std::string& time_zone, const retry::Patience& patience) {
  const auto row = session.query("reading the clock", sql::read_clock, {time_zone}, patience).at(0);
  if (!row.flag("is_name")) {
    throw Failure(ExitCode::usage,
                  fmt::format("reading the clock: job.timezone = \"{}\" is not the name of a time zone", time_zone),
                  "set it to a name of pg_timezone_names, such as Europe/Berlin or Etc/GMT-3; the server would read an "
                  "offset or an abbreviation in its own way");
  }
  return {row.instant("now"), row.day("today")};
}

std::vector<day::DayFacts> ask_facts(postgres::Session& session, DayRange days, const std::string& time_zone,
                                     std::chrono::seconds time_of_day, const retry::Patience& patience) {
  std::vector<day::DayFacts> facts;
  for (const auto& row :
       session.query("reading the calendar", sql::read_day_facts,
                     {iso(days.first), iso(days.last), time_zone, std::to_string(time_of_day.count())}, patience)) {
    facts.push_back({row.day("day"), row.instant("ends_at"), row.instant("stamped_at")});
  }
  return facts;
}

FoundContract ask_contract(postgres::Session& session, const std::string& schema, const retry::Patience& patience) {
  FoundContract found;
  for (const auto& row : session.query("reading the catalogue", sql::read_contract_columns,
                                       {schema, contract_arrays().relations}, patience)) {
    FoundRelation& relation = found.at(row.text("relation"));
    relation.is_view = row.flag("is_view");
    relation.columns[row.text("name")] = {row.text("type"), row.optional_text("base").value_or(""),
                                          row.flag("may_be_null"), row.optional_text("collation").value_or(""),
                                          row.optional_flag("is_deterministic").value_or(true)};
  }
  return found;
}

Calendar::Calendar(const config::Config& config, retry::Patience patience, std::stop_token stop)
    : Calendar(counters_access(config), config.event, std::move(patience), std::move(stop)) {}

Calendar::Calendar(const CountersAccess& access, const config::Config::Event& event, retry::Patience patience,
                   std::stop_token stop)
    : schema_(access.schema),
      time_zone_(access.time_zone),
      time_of_day_(event.time_of_day),
      patience_(std::move(patience)),
      session_(counters_session(access, std::move(stop))) {}

postgres::Rows Calendar::ask(const std::string& purpose, std::string_view sql, const postgres::Parameters& parameters) {
  return session_.query(purpose, sql, parameters, patience_);
}

std::string Calendar::database_name() {
  return ask("reading the name of the database", sql::read_database_name).at(0).text("name");
}

Calendar::Now Calendar::now() { return ask_now(session_, time_zone_, patience_); }

std::vector<day::DayFacts> Calendar::facts(DayRange days) {
  return ask_facts(session_, days, time_zone_, time_of_day_, patience_);
}

FoundContract Calendar::contract() {
  FoundContract found = ask_contract(session_, schema_, patience_);
  require_contract(schema_, found, time_zone_);
  check_privileges();
  return found;
}

// Before anything is read, and with the grants: the server itself would name only the first relation, and no grant.
void Calendar::check_privileges() {
  const auto usage = ask("reading privileges", sql::read_schema_usage, {schema_}).at(0);
  const auto [relations, columns] = contract_arrays();
  std::vector<std::string> unreadable;
  for (const auto& row : ask("reading privileges", sql::read_unreadable_relations, {schema_, relations, columns})) {
    unreadable.push_back(row.text("relation"));
  }
  const bool may_use = usage.optional_flag("may_use").value_or(false);
  const auto lack = lack_of(usage.text("role"), schema_, may_use, unreadable);
  if (lack) throw Failure(ExitCode::usage, "reading the input contract: " + lack->message, lack->hint);
}

Calendar::UsageComplete Calendar::usage_complete() {
  const auto row = ask("reading usage_complete", sql::read_usage_complete).at(0);
  return {row.count("row_count") > 0, row.optional_day("through")};
}

std::optional<Calendar::CounterDays> Calendar::counter_days(Counters counters, DayRange window, Day today) {
  const std::string_view statement = statements_on(counters).first_day;
  const postgres::Parameters parameters{iso(window.first), iso(window.last), iso(today)};
  const std::string purpose = fmt::format("reading the days of {}", name_of(relation_of(counters)));
  std::optional<CounterDays> days;
  const auto ask = [&](postgres::Transaction& transaction) {
    // A view that adds up rows would add up all days before it returns the first of them.
    if (!finds_a_day(transaction, counters, window.last) || !is_cheap(estimate(transaction, statement, parameters)))
      return;
    const auto row = transaction.one(statement, parameters);
    days = CounterDays{row.optional_day("first_day"), row.flag("is_ahead")};
  };
  session_.transaction(purpose, ask, patience_);
  return days;
}

std::optional<double> Calendar::share_of_calls(Day day, int days_before) {
  const auto row =
      ask("adding up source_calls", sql::days_source_calls_share, {iso(day), iso(day - std::chrono::days{days_before})})
          .at(0);
  const double before = std::stod(row.text("calls_before")) / days_before;
  return before > 0 ? std::optional(std::stod(row.text("calls")) / before) : std::nullopt;
}

bool Calendar::is_source(const std::string& id) {
  return ask("looking for a source", sql::read_is_source, {id}).at(0).flag("is_source");
}

std::vector<std::string> Calendar::chunk_bounds(std::size_t sources_per_chunk) {
  std::vector<std::string> bounds;
  for (const auto& row :
       ask("cutting the sources into chunks", sql::read_chunk_bounds, {std::to_string(sources_per_chunk)})) {
    // An id that the ledger cannot store starts no chunk; its sources join the previous one.
    if (is_usable_id(row.text("source_id"))) bounds.push_back(row.text("source_id"));
  }
  return bounds;
}

}  // namespace sent::read
