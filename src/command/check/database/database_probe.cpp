// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/database_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <span>
#include <utility>

#include "command/check/database/engine_check.hpp"
#include "model/failure.hpp"
#include "read/calendar.hpp"
#include "read/contract.hpp"
#include "read/contract_faults.hpp"
#include "read/read_estimate.hpp"
#include "read/read_statement.hpp"
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

// It does not matter whether a source has this id: without a usable index the planner expects to look at every row.
const std::string some_id = "m";

// Does not wait long for a relation that another session has locked.
postgres::TransactionSettings settings_of(const config::Config& config) {
  return {postgres::TransactionSettings::Kind::read_only,
          config.database.schema,
          "UTC",
          std::chrono::seconds{5},
          std::chrono::seconds{30},
          config.database.row_security};
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

checklist::Check DatabaseProbe::engine() {
  const auto row = session_.query("reading the kind of server", sql::check_engine).at(0);
  return judge_engine(row.text("version"), row.text("marks"));
}

ConnectionFacts DatabaseProbe::connections() {
  const auto row = session_.query("reading the limits of connections", sql::check_connections).at(0);
  const auto limit = [&](std::string_view column) {
    const std::int64_t most = row.integer(column);
    return most < 0 ? std::nullopt : std::optional(most);
  };
  return {{{"the role", limit("role_limit"), row.integer("of_role")},
           {"the database", limit("database_limit"), row.integer("of_database")},
           {"the server", limit("server_limit"), row.integer("of_server")}}};
}

day::DayFacts DatabaseProbe::yesterday() {
  const Day day = read::ask_now(session_, config_.job.timezone).today - std::chrono::days{1};
  return read::ask_facts(session_, {day, day}, config_.job.timezone, config_.event.time_of_day).at(0);
}

ContractFacts DatabaseProbe::contract(Day day) {
  const std::string& schema = config_.database.schema;
  ContractFacts facts{read::ask_contract(session_, schema), {}, {}};
  facts.faults = read::faults_of(schema, facts.found, config_.job.timezone);
  if (!may_use_schema().value_or(false)) return facts;
  std::set<std::string> unusable = unreadable_relations();
  for (const auto& fault : facts.faults) unusable.insert(fault.relation);
  for (const Relation relation : relations) {
    const std::string name(name_of(relation));
    // Owners and members are read by a join with sources.
    const bool joins_sources = relation == Relation::owners || relation == Relation::owner_members;
    const bool is_usable = facts.found.has(name) && !unusable.contains(name);
    if (!is_usable || (joins_sources && unusable.contains("sources"))) continue;
    try {
      read_one_row(relation, facts.found, day);
    } catch (const Failure& failure) {
      facts.unread.push_back(failure);
    }
  }
  return facts;
}

std::optional<bool> DatabaseProbe::may_use_schema() {
  return session_.query("reading privileges", sql::read_schema_usage, {config_.database.schema})
      .at(0)
      .optional_flag("may_use");
}

void DatabaseProbe::read_one_row(Relation relation, const read::FoundContract& found, Day day) {
  const postgres::Parameter id = some_id, after = some_id + "!", first = "0001-01-01", last = iso(day);
  const std::string one =
      fmt::format("select * from (\n{}\n) as read limit 1", read::statement_that_reads(relation, found).sql);
  const std::string purpose = fmt::format("reading {}", name_of(relation));
  session_.transaction(purpose, [&](postgres::Transaction& transaction) {
    for (const auto& [from, until] :
         {std::pair{postgres::Parameter{}, postgres::Parameter{}}, {id, {}}, {{}, after}, {id, after}}) {
      const postgres::Parameters parameters{from, until, first, last};
      transaction.copy(purpose, one, parameters, [](std::span<const char>) {});
    }
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
  const std::string contract = read::contract_arrays().relations;
  for (const auto& row : session_.query("reading privileges", sql::check_other_relations,
                                        {config_.database.schema, contract, config_.ledger.schema})) {
    facts.others.push_back({row.text("relation"), row.flag("may_write")});
  }
  return facts;
}

ReadCosts DatabaseProbe::read_costs(read::Counters relation, Day day) {
  const postgres::Parameters of_few{some_id, some_id + "!", iso(day), iso(day)};
  ReadCosts costs;
  costs.relation = name_of(read::relation_of(relation));
  session_.transaction("planning the read of " + costs.relation, [&](postgres::Transaction& transaction) {
    const read::CounterCosts counters = read::counter_costs(transaction, relation, day);
    costs.all = counters.all;
    costs.day = counters.day;
    costs.source = read::estimate(transaction, read::statements_on(relation).integer, of_few);
    costs.sources =
        read::estimate(transaction, sql::read_sources, postgres::Parameters{std::nullopt, std::nullopt}).rows;
  });
  return costs;
}

}  // namespace sent::command::check::database
