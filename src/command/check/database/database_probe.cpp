// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/database_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <ranges>

#include "model/failure.hpp"
#include "read/contract.hpp"
#include "sql/statements.hpp"

namespace sent::command::check::database {

namespace {

bool is_true(const std::optional<std::string>& value) { return value == "t"; }

Instant instant_of(const std::string& microseconds) {
  return Instant{std::chrono::microseconds{std::stoll(microseconds)}};
}

// As sql/check/role.sql asks for them, behind the name and whether it is a superuser.
constexpr std::array<std::string_view, 5> powers{"may create databases", "may create roles", "may replicate the server",
                                                 "passes row level security", "may create relations in the schema"};

// The schema, and the contract's relations and columns, pairwise.
std::array<postgres::Parameter, 3> contract_parameters(const config::Config& config) {
  auto [relations, columns] = read::contract_arrays();
  return {config.database.schema, std::move(relations), std::move(columns)};
}

std::string_view statement_that_reads(const std::string& relation) {
  const auto statement = std::ranges::find(sql::statements(), "read/" + relation + ".sql", &sql::Statement::file);
  return statement->text;
}

bool is_whole(const std::vector<RelationFacts>& relations, std::string_view name) {
  const auto& columns = std::ranges::find(relations, name, &RelationFacts::name)->columns;
  return std::ranges::all_of(columns, [](const auto& column) { return column.type.has_value(); });
}

// What a plan has and never runs. The planner leaves it in, with its cost, where a branch that is for another kind of
// range reads a view that has a condition of its own.
double cost_of_what_never_runs(const nlohmann::json& node) {
  if (node.value("One-Time Filter", "") == "false") return node.at("Total Cost").get<double>();
  double cost = 0;
  for (const auto& child : node.value("Plans", nlohmann::json::array())) cost += cost_of_what_never_runs(child);
  return cost;
}

// A transaction that sees the contract's schema and is rolled back at the end.
class Look {
 public:
  Look(postgres::PostgresConnection& connection, const config::Config& config) : connection_(connection) {
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
  postgres::PostgresConnection& connection_;
};

}  // namespace

postgres::DatabaseLink link_to(const std::string& url, std::chrono::milliseconds connect_timeout) {
  return postgres::PostgresConnection(url, connect_timeout).link();
}

DatabaseProbe::DatabaseProbe(const config::Config& config)
    : config_(config), connection_(config.database.url, config.database.connect_timeout) {}

ServerFacts DatabaseProbe::server() {
  const auto row = connection_.query("asking the server what it is", sql::check_server).at(0);
  ServerFacts facts{row.at(0).value(), instant_of(row.at(1).value()), is_true(row.at(2)), std::nullopt,
                    is_true(row.at(4))};
  if (row.at(3)) facts.replayed_through = instant_of(*row.at(3));
  return facts;
}

day::DayFacts DatabaseProbe::yesterday() {
  const auto clock = connection_.query("reading the clock", sql::read_clock, {config_.job.timezone}).at(0);
  const std::string day = iso(parse_day(clock.at(1).value()).value() - std::chrono::days{1});
  const auto row = connection_
                       .query("reading the calendar", sql::read_day_facts,
                              {day, day, config_.job.timezone, std::to_string(config_.event.time_of_day.count())})
                       .at(0);
  return {parse_day(day).value(), instant_of(row.at(1).value()), instant_of(row.at(2).value())};
}

std::vector<RelationFacts> DatabaseProbe::contract() {
  std::vector<RelationFacts> relations;
  const auto wanted = contract_parameters(config_);
  for (auto& row : connection_.query("reading the catalogue", sql::check_contract_columns, wanted)) {
    const std::string& relation = row.at(0).value();
    if (relations.empty() || relations.back().name != relation)
      relations.push_back({relation, is_true(row.at(2)), {}, {}});
    relations.back().columns.push_back({row.at(1).value(), std::move(row.at(3))});
  }
  if (!may_use_schema().value_or(false)) return relations;
  const bool sources_are_whole = is_whole(relations, "sources");
  const auto unreadable = unreadable_relations();
  for (auto& relation : relations) {
    // Owners and members are read by a join with sources, of which this is said already.
    const bool joins_sources = relation.name == "owners" || relation.name == "owner_members";
    if (!is_whole(relations, relation.name) || (joins_sources && !sources_are_whole)) continue;
    relation.refusal = refusal_of(relation.name);
    if (relation.refusal || unreadable.contains(relation.name) || (joins_sources && unreadable.contains("sources")))
      continue;
    relation.denial = denial_of(relation.name);
  }
  return relations;
}

std::optional<bool> DatabaseProbe::may_use_schema() {
  const auto answer =
      connection_.query("reading privileges", sql::read_schema_usage, {config_.database.schema}).at(0).at(0);
  if (!answer) return std::nullopt;
  return is_true(answer);
}

// The server reads the statement and resolves every name and type in it, for which no privilege on the relation is
// needed.
std::optional<std::string> DatabaseProbe::refusal_of(const std::string& relation) {
  const Look look(connection_, config_);
  try {
    connection_.query("reading " + relation,
                      fmt::format("prepare sent_source_data_check as {}", statement_that_reads(relation)));
    connection_.query("reading " + relation, "deallocate sent_source_data_check");
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::usage) throw;
    return failure.what();
  }
  return std::nullopt;
}

// A plan is made only for who has every privilege that the read takes; views are read as their owners.
std::optional<std::string> DatabaseProbe::denial_of(const std::string& relation) {
  const Look look(connection_, config_);
  const std::array<postgres::Parameter, 4> any{std::nullopt, std::nullopt, "2000-01-01", "2000-01-01"};
  try {
    (void)connection_.plan("reading " + relation, statement_that_reads(relation), any);
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::usage) throw;
    return failure.what();
  }
  return std::nullopt;
}

std::set<std::string> DatabaseProbe::unreadable_relations() {
  std::set<std::string> names;
  for (auto& row :
       connection_.query("reading privileges", sql::read_unreadable_relations, contract_parameters(config_))) {
    names.insert(std::move(row.at(0).value()));
  }
  return names;
}

PrivilegeFacts DatabaseProbe::privileges() {
  const auto role = connection_.query("reading the role", sql::check_role, {config_.database.schema}).at(0);
  PrivilegeFacts facts{role.at(0).value(), is_true(role.at(1)), {}, may_use_schema(), {}};
  for (std::size_t i = 0; i < powers.size(); ++i) {
    if (is_true(role.at(i + 2))) facts.powers.push_back(powers[i]);
  }
  const auto wanted = contract_parameters(config_);
  for (const auto& row : connection_.query("reading privileges", sql::check_relation_privileges, wanted)) {
    facts.relations.push_back({row.at(0).value(), is_true(row.at(1)), is_true(row.at(2)), is_true(row.at(3))});
  }
  return facts;
}

ReadEstimate DatabaseProbe::estimate(std::string_view purpose, std::string_view sql,
                                     std::span<const postgres::Parameter> parameters) {
  const auto plan = nlohmann::json::parse(connection_.plan(purpose, sql, parameters)).at(0).at("Plan");
  return {plan.at("Plan Rows").get<double>(), plan.at("Total Cost").get<double>() - cost_of_what_never_runs(plan)};
}

ReadCosts DatabaseProbe::read_costs(read::Counters relation, Day day) {
  const bool by_method = relation == read::Counters::calls;
  const std::string_view read = by_method ? sql::read_source_calls : sql::read_source_library_calls;
  // No id need be there: a planner that finds no index for it expects to look at every row.
  const std::string some_id = "m";
  const std::array<postgres::Parameter, 4> of_all{std::nullopt, std::nullopt, iso(day), iso(day)};
  const std::array<postgres::Parameter, 4> of_few{some_id, some_id + "!", iso(day), iso(day)};
  const Look look(connection_, config_);
  ReadCosts costs;
  costs.relation = by_method ? "source_calls" : "source_library_calls";
  const std::string purpose = "planning the read of " + costs.relation;
  costs.all = estimate(purpose, by_method ? sql::check_all_source_calls : sql::check_all_source_library_calls, {});
  costs.day = estimate(purpose, read, of_all);
  costs.source = estimate(purpose, read, of_few);
  costs.sources = estimate(purpose, sql::read_sources, std::array<postgres::Parameter, 2>{}).rows;
  return costs;
}

}  // namespace sent::command::check::database
