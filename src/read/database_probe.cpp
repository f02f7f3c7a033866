#include "read/database_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <ranges>

#include "model/failure.hpp"
#include "read/contract.hpp"
#include "sql/statements.hpp"

namespace sent {

namespace {

bool is_true(const std::optional<std::string>& value) { return value == "t"; }

Instant instant_of(const std::string& microseconds) { return Instant{std::chrono::microseconds{std::stoll(microseconds)}}; }

// As PostgreSQL writes arrays; the contract's names need no quotes.
std::string name_array(std::string_view ContractColumn::*name) {
  std::string names;
  for (const auto& column : contract_columns()) names += fmt::format("{}{}", names.empty() ? "" : ",", column.*name);
  return "{" + names + "}";
}

// The schema, and the contract's relations and columns, pairwise.
std::array<Parameter, 3> contract_parameters(const Config& config) {
  return {config.database.schema, name_array(&ContractColumn::relation), name_array(&ContractColumn::column)};
}

std::string_view statement_that_reads(const std::string& relation) {
  const auto statement = std::ranges::find(sql::statements(), "read/" + relation + ".sql", &sql::Statement::file);
  return statement->text;
}

// A transaction that sees the contract's schema and is rolled back at the end.
class Look {
 public:
  Look(PostgresConnection& connection, const Config& config) : connection_(connection) {
    connection_.query("beginning to check", "begin transaction read only");
    connection_.query("choosing the schema", sql::read_session, {config.database.schema, "UTC"});
    connection_.query("bounding what is waited for", sql::check_session);
  }
  ~Look() {
    try {
      connection_.query("ending the check", "rollback");
    } catch (const Failure&) {
      // The connection is lost, as the next question will tell.
    }
  }
  Look(const Look&) = delete;
  Look& operator=(const Look&) = delete;

 private:
  PostgresConnection& connection_;
};

}  // namespace

DatabaseLink link_to(const std::string& url, std::chrono::milliseconds connect_timeout) {
  return PostgresConnection(url, connect_timeout).link();
}

DatabaseProbe::DatabaseProbe(const Config& config)
    : config_(config), connection_(config.database.url, config.database.connect_timeout) {}

ServerFacts DatabaseProbe::server() {
  const auto row = connection_.query("asking the server what it is", sql::check_server).at(0);
  ServerFacts facts{row.at(0).value(), instant_of(row.at(1).value()), is_true(row.at(2)), std::nullopt, is_true(row.at(4))};
  if (row.at(3)) facts.replayed_through = instant_of(*row.at(3));
  return facts;
}

DayFacts DatabaseProbe::yesterday() {
  const auto clock = connection_.query("reading the clock", sql::read_clock, {config_.job.timezone}).at(0);
  const std::string day = iso(parse_day(clock.at(1).value()).value() - std::chrono::days{1});
  const auto row = connection_.query("reading the calendar", sql::read_day_facts,
                                     {day, day, config_.job.timezone, std::to_string(config_.event.time_of_day.count())}).at(0);
  return {parse_day(day).value(), instant_of(row.at(1).value()), instant_of(row.at(2).value())};
}

std::vector<RelationFacts> DatabaseProbe::contract() {
  std::vector<RelationFacts> relations;
  const auto wanted = contract_parameters(config_);
  for (auto& row : connection_.query("reading the catalogue", sql::check_contract_columns, wanted)) {
    const std::string& relation = row.at(0).value();
    if (relations.empty() || relations.back().name != relation) relations.push_back({relation, is_true(row.at(2)), {}, {}});
    relations.back().columns.push_back({row.at(1).value(), std::move(row.at(3))});
  }
  if (!may_use_schema().value_or(false)) return relations;
  for (auto& relation : relations) {
    const bool whole = std::ranges::all_of(relation.columns, [](const auto& column) { return column.type.has_value(); });
    if (whole) relation.refusal = refusal_of(relation.name);
  }
  return relations;
}

std::optional<bool> DatabaseProbe::may_use_schema() {
  const auto answer = connection_.query("reading privileges", sql::read_schema_usage, {config_.database.schema}).at(0).at(0);
  if (!answer) return std::nullopt;
  return is_true(answer);
}

// The server reads the statement and resolves every name and type in it, for which no privilege on the relation is needed.
std::optional<std::string> DatabaseProbe::refusal_of(const std::string& relation) {
  const Look look(connection_, config_);
  try {
    connection_.query("reading " + relation, fmt::format("prepare sent_source_data_check as {}", statement_that_reads(relation)));
    connection_.query("reading " + relation, "deallocate sent_source_data_check");
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::usage) throw;
    return failure.what();
  }
  return std::nullopt;
}

PrivilegeFacts DatabaseProbe::privileges() {
  const auto role = connection_.query("reading the role", sql::check_role).at(0);
  PrivilegeFacts facts{role.at(0).value(), is_true(role.at(1)), is_true(role.at(2)), is_true(role.at(3)), may_use_schema(), {}};
  const auto wanted = contract_parameters(config_);
  for (const auto& row : connection_.query("reading privileges", sql::check_relation_privileges, wanted)) {
    facts.relations.push_back({row.at(0).value(), is_true(row.at(1)), is_true(row.at(2)), is_true(row.at(3))});
  }
  return facts;
}

ReadEstimate DatabaseProbe::estimate(std::string_view purpose, std::string_view sql, std::span<const Parameter> parameters) {
  const auto plan = nlohmann::json::parse(connection_.plan(purpose, sql, parameters)).at(0).at("Plan");
  return {plan.at("Plan Rows").get<double>(), plan.at("Total Cost").get<double>()};
}

ReadCosts DatabaseProbe::read_costs(Counters relation, Day day) {
  const bool by_method = relation == Counters::calls;
  const std::string_view read = by_method ? sql::read_source_calls : sql::read_source_library_calls;
  // No id need be there: a planner that finds no index for it expects to look at every row.
  const std::string some_id = "m";
  const std::array<Parameter, 4> of_all{std::nullopt, std::nullopt, iso(day), iso(day)};
  const std::array<Parameter, 4> of_few{some_id, some_id + "!", iso(day), iso(day)};
  const Look look(connection_, config_);
  ReadCosts costs;
  costs.relation = by_method ? "source_calls" : "source_library_calls";
  const std::string purpose = "planning the read of " + costs.relation;
  costs.all = estimate(purpose, by_method ? sql::check_all_source_calls : sql::check_all_source_library_calls, {});
  costs.day = estimate(purpose, read, of_all);
  costs.source = estimate(purpose, read, of_few);
  costs.sources = estimate(purpose, sql::read_sources, std::array<Parameter, 2>{}).rows;
  return costs;
}

}  // namespace sent
