// SPDX-License-Identifier: Apache-2.0

#include "read/calendar.hpp"

#include <fmt/format.h>

#include <utility>

#include "model/failure.hpp"
#include "model/usable_id.hpp"
#include "postgres/connection.hpp"
#include "read/contract.hpp"
#include "read/privileges.hpp"
#include "sql/statements.hpp"

namespace sent::read {

namespace {

Instant instant_of(const std::optional<std::string>& microseconds) {
  return Instant{std::chrono::microseconds{std::stoll(microseconds.value())}};
}

}  // namespace

Calendar::Calendar(const config::Config& config, retry::Patience patience)
    : config_(config), patience_(std::move(patience)) {
  connect();
}

Calendar::~Calendar() = default;

void Calendar::connect() {
  connection_ = std::make_unique<postgres::PostgresConnection>(config_.database.url, config_.database.connect_timeout);
}

std::vector<postgres::ResultRow> Calendar::patiently(
    const std::function<std::vector<postgres::ResultRow>(postgres::PostgresConnection&)>& question) {
  const auto ask = [&] {
    if (!connection_) connect();
    return question(*connection_);
  };
  return retry::ask_patiently(patience_, ask, [this] { connection_.reset(); });
}

std::vector<postgres::ResultRow> Calendar::ask(std::string_view purpose, std::string_view sql,
                                               std::initializer_list<postgres::Parameter> parameters) {
  return patiently(
      [&](postgres::PostgresConnection& connection) { return connection.query(purpose, sql, parameters); });
}

std::vector<postgres::ResultRow> Calendar::ask_in_schema(std::string_view purpose, std::string_view sql,
                                                         std::initializer_list<postgres::Parameter> parameters) {
  return patiently([&](postgres::PostgresConnection& connection) {
    connection.query(purpose, "begin transaction read only");
    connection.query("choosing the schema", sql::read_session, {config_.database.schema, config_.job.timezone});
    auto rows = connection.query(purpose, sql, parameters);
    connection.query(purpose, "commit");
    return rows;
  });
}

Calendar::Now Calendar::now() {
  const auto rows = ask("reading the clock", sql::read_clock, {config_.job.timezone});
  return {instant_of(rows.at(0).at(0)), parse_day(rows.at(0).at(1).value()).value()};
}

std::vector<day::DayFacts> Calendar::facts(DayRange days) {
  std::vector<day::DayFacts> facts;
  const auto rows =
      ask("reading the calendar", sql::read_day_facts,
          {iso(days.first), iso(days.last), config_.job.timezone, std::to_string(config_.event.time_of_day.count())});
  for (const auto& row : rows) {
    facts.push_back({parse_day(row.at(0).value()).value(), instant_of(row.at(1)), instant_of(row.at(2))});
  }
  return facts;
}

std::set<std::string> Calendar::relations() {
  SchemaColumns found;
  for (const auto& row : ask("reading the catalogue", sql::read_contract_columns, {config_.database.schema})) {
    found[row.at(0).value()].insert(row.at(1).value());
  }
  check_contract(config_.database.schema, found);
  check_privileges();
  std::set<std::string> names;
  for (const auto& [relation, columns] : found) names.insert(relation);
  return names;
}

// Told before anything is read, and with the grants: the server would name one relation after the other, or say that
// there are none.
void Calendar::check_privileges() {
  const auto& schema = config_.database.schema;
  const auto usage = ask("reading privileges", sql::read_schema_usage, {schema}).at(0);
  const auto [relations, columns] = contract_arrays();
  std::vector<std::string> unreadable;
  for (auto& row : ask("reading privileges", sql::read_unreadable_relations, {schema, relations, columns})) {
    unreadable.push_back(std::move(row.at(0).value()));
  }
  const auto lack = lack_of(usage.at(1).value(), schema, usage.at(0) == "t", unreadable);
  if (lack) throw Failure(ExitCode::usage, "reading the input contract: " + lack->message, lack->hint);
}

Calendar::UsageComplete Calendar::usage_complete() {
  const auto row = ask_in_schema("reading usage_complete", sql::read_usage_complete).at(0);
  return {row.at(0) != "0", row.at(1) ? parse_day(*row.at(1)) : std::nullopt};
}

std::vector<std::string> Calendar::chunk_bounds(std::size_t sources_per_chunk) {
  std::vector<std::string> bounds;
  for (auto& row :
       ask_in_schema("cutting the sources into chunks", sql::read_chunk_bounds, {std::to_string(sources_per_chunk)})) {
    // Of one that is not the ledger's to keep, the sources come with those before them.
    if (is_usable_id(*row.at(0))) bounds.push_back(std::move(*row.at(0)));
  }
  return bounds;
}

}  // namespace sent::read
