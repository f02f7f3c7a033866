// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/database_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <ranges>
#include <utility>

#include "model/failure.hpp"
#include "read/calendar.hpp"
#include "read/contract.hpp"
#include "sql/statements.hpp"

namespace sent::command::check::database {

namespace {

// The columns of sql/check/role.sql that are powers, in words.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> powers{{
    {"may_create_databases", "may create databases"},
    {"may_create_roles", "may create roles"},
    {"may_replicate", "may replicate the server"},
    {"bypasses_row_security", "bypasses row-level security"},
    {"may_create_in_schema", "may create relations in the schema"},
}};

// The schema, and the contract's relations and columns, pairwise.
postgres::Parameters contract_parameters(const config::Config& config) {
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

// The cost of branches that a plan contains but never runs. The planner keeps them where a branch for another kind of
// range reads a view that has a condition of its own.
double cost_of_what_never_runs(const nlohmann::json& node) {
  if (node.value("One-Time Filter", "") == "false") return node.at("Total Cost").get<double>();
  double cost = 0;
  for (const auto& child : node.value("Plans", nlohmann::json::array())) cost += cost_of_what_never_runs(child);
  return cost;
}

ReadEstimate estimate(postgres::Transaction& transaction, std::string_view sql,
                      const postgres::Parameters& parameters) {
  const auto plan = nlohmann::json::parse(transaction.explain(sql, parameters)).at(0).at("Plan");
  return {plan.at("Plan Rows").get<double>(), plan.at("Total Cost").get<double>() - cost_of_what_never_runs(plan)};
}

// Does not wait long for a relation that another session has locked.
postgres::TransactionSettings settings_of(const config::Config& config) {
  return {postgres::TransactionSettings::Kind::read_only, config.database.schema, "UTC", std::chrono::seconds{5},
          std::chrono::seconds{30}};
}

}  // namespace

postgres::DatabaseLink link_to(const postgres::Access& access) { return postgres::Session(access, {}).link(); }

DatabaseProbe::DatabaseProbe(const config::Config& config)
    : config_(config), session_({config.database.url, config.database.connect_timeout}, settings_of(config)) {}

ServerFacts DatabaseProbe::server() {
  const auto row = session_.query("reading the server's state", sql::check_server).at(0);
  return {row.text("version"), row.instant("now"), row.flag("is_standby"), row.optional_instant("replayed_through"),
          row.flag("has_replayed_all")};
}

day::DayFacts DatabaseProbe::yesterday() {
  const Day day = read::ask_now(session_, config_.job.timezone).today - std::chrono::days{1};
  return read::ask_facts(session_, {day, day}, config_.job.timezone, config_.event.time_of_day).at(0);
}

std::vector<RelationFacts> DatabaseProbe::contract() {
  std::vector<RelationFacts> relations;
  const auto wanted = contract_parameters(config_);
  for (const auto& row : session_.query("reading the catalogue", sql::check_contract_columns, wanted)) {
    const std::string& relation = row.text("relation");
    if (relations.empty() || relations.back().name != relation)
      relations.push_back({relation, row.flag("relation_exists"), {}, {}});
    relations.back().columns.push_back({row.text("name"), row.optional_text("type")});
  }
  if (!may_use_schema().value_or(false)) return relations;
  const bool sources_are_whole = is_whole(relations, "sources");
  const auto unreadable = unreadable_relations();
  for (auto& relation : relations) {
    // Owners and members are read by a join with sources, which is already reported.
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
  return session_.query("reading privileges", sql::read_schema_usage, {config_.database.schema})
      .at(0)
      .optional_flag("may_use");
}

std::optional<std::string> DatabaseProbe::objection_to(const std::string& relation,
                                                       const std::function<void(postgres::Transaction&)>& attempt) {
  try {
    session_.transaction("reading " + relation, attempt);
  } catch (const Failure& failure) {
    if (failure.code() != ExitCode::usage) throw;
    return failure.what();
  }
  return std::nullopt;
}

// The server reads the statement and resolves every name and type in it, for which it needs no privilege on the
// relation.
std::optional<std::string> DatabaseProbe::refusal_of(const std::string& relation) {
  return objection_to(relation, [&](postgres::Transaction& transaction) {
    transaction.script(fmt::format("prepare sent_source_data_check as {}", statement_that_reads(relation)));
    transaction.script("deallocate sent_source_data_check");
  });
}

// The server plans a read only for a role that has every privilege the read requires; views are read as their owners.
std::optional<std::string> DatabaseProbe::denial_of(const std::string& relation) {
  const postgres::Parameters any{std::nullopt, std::nullopt, "2000-01-01", "2000-01-01"};
  return objection_to(relation, [&](postgres::Transaction& transaction) {
    (void)transaction.explain(statement_that_reads(relation), any);
  });
}

std::set<std::string> DatabaseProbe::unreadable_relations() {
  std::set<std::string> names;
  for (const auto& row :
       session_.query("reading privileges", sql::read_unreadable_relations, contract_parameters(config_))) {
    names.insert(row.text("relation"));
  }
  return names;
}

PrivilegeFacts DatabaseProbe::privileges() {
  const auto role = session_.query("reading the role", sql::check_role, {config_.database.schema}).at(0);
  PrivilegeFacts facts{role.text("role"), role.flag("is_superuser"), {}, may_use_schema(), {}};
  for (const auto& [column, power] : powers) {
    if (role.flag(column)) facts.powers.push_back(power);
  }
  for (const auto& row :
       session_.query("reading privileges", sql::check_relation_privileges, contract_parameters(config_))) {
    facts.relations.push_back(
        {row.text("relation"), row.flag("may_read"), row.flag("may_write"), row.flag("is_owner")});
  }
  return facts;
}

ReadCosts DatabaseProbe::read_costs(read::Counters relation, Day day) {
  const bool by_method = relation == read::Counters::calls;
  const std::string_view read = by_method ? sql::read_source_calls : sql::read_source_library_calls;
  // It does not matter whether a source has this id: without a usable index the planner expects to look at every row.
  const std::string some_id = "m";
  const postgres::Parameters of_all{std::nullopt, std::nullopt, iso(day), iso(day)};
  const postgres::Parameters of_few{some_id, some_id + "!", iso(day), iso(day)};
  ReadCosts costs;
  costs.relation = by_method ? "source_calls" : "source_library_calls";
  session_.transaction("planning the read of " + costs.relation, [&](postgres::Transaction& transaction) {
    costs.all =
        estimate(transaction, by_method ? sql::check_all_source_calls : sql::check_all_source_library_calls, {});
    costs.day = estimate(transaction, read, of_all);
    costs.source = estimate(transaction, read, of_few);
    costs.sources = estimate(transaction, sql::read_sources, {std::nullopt, std::nullopt}).rows;
  });
  return costs;
}

}  // namespace sent::command::check::database
