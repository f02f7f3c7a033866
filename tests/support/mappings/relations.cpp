// SPDX-License-Identifier: Apache-2.0

// Relations that are missing, hide rows or are of another kind.

#include <fmt/format.h>

#include "model/relation.hpp"
#include "read/contract.hpp"
#include "support/database/roles.hpp"
#include "support/mappings/mutation.hpp"
#include "support/program/job.hpp"

namespace sent::tests {

namespace {

using Outcome = Mutation::Outcome;

std::string grant(const std::string& relation) {
  return fmt::format("grant select on source_data.{} to {};", relation, Roles::reader);
}

std::string table_of(const std::string& relation) {
  return fmt::format("drop view source_data.{0}; create table source_data.{0} as table app.{0};{1}", relation,
                     grant(relation));
}

}  // namespace

Mutations missing_parts() {
  Mutations mutations;
  for (const auto& column : read::contract_columns()) {
    const std::string relation(column.relation), name(column.name);
    mutations.push_back({relation + "." + name + " is missing",
                         fmt::format("alter view source_data.{} rename column {} to other;", relation, name),
                         Outcome::refused,
                         {fmt::format("column {}.{} is missing", relation, name), "add column " + name}});
  }
  for (const Relation each : relations) {
    const std::string relation(name_of(each));
    const bool is_optional = read::is_optional(relation);
    // Nobody is suppressed without the relation.
    if (each == Relation::suppressed_users) continue;
    mutations.push_back(
        {relation + " is missing", fmt::format("drop view source_data.{};", relation),
         is_optional ? Outcome::same_events : Outcome::refused,
         is_optional ? std::vector<std::string>{} : std::vector<std::string>{"relation " + relation + " is missing"}});
  }
  mutations.push_back({"an empty schema",
                       "drop schema source_data cascade; create schema source_data;",
                       Outcome::refused,
                       {"contains no relation of the contract"}});
  return mutations;
}

Mutations hidden_rows() {
  Mutations mutations;
  for (const Relation each : relations) {
    const std::string relation(name_of(each));
    mutations.push_back({relation + " with a policy",
                         table_of(relation) + fmt::format("alter table source_data.{0} enable row level security;"
                                                          "create policy few on source_data.{0} using (false);",
                                                          relation),
                         Outcome::refused,
                         {relation, "row-level security", "database.row_security"}});
    mutations.push_back({relation + " without a privilege",
                         fmt::format("revoke select on source_data.{} from {};", relation, Roles::reader),
                         Outcome::refused,
                         {"may not read " + relation}});
    mutations.push_back({relation + " as a view of the reader",
                         fmt::format("alter view source_data.{} set (security_invoker = true);", relation),
                         Outcome::refused,
                         {relation, "permission denied for"}});
  }
  return mutations;
}

Mutations kinds_of_relations() {
  Mutations mutations;
  for (const Relation each : relations) {
    const std::string relation(name_of(each));
    mutations.push_back({relation + " as a table", table_of(relation), Outcome::same_events});
    mutations.push_back({relation + " as a materialized view",
                         fmt::format("drop view source_data.{0}; create materialized view source_data.{0} as select * "
                                     "from app.{0};",
                                     relation) +
                             grant(relation),
                         Outcome::same_events});
    mutations.push_back({relation + " as a materialized view without data",
                         fmt::format("drop view source_data.{0}; create materialized view source_data.{0} as select * "
                                     "from app.{0} with no data;",
                                     relation) +
                             grant(relation),
                         Outcome::refused,
                         {"\"" + relation + "\" has not been populated", "refresh materialized view"}});
    mutations.push_back({relation + " with a function that needs a search path",
                         view(relation, fmt::format("select * from app.{} where app.is_known()", relation)),
                         Outcome::refused,
                         {relation, "search_path"}});
    mutations.push_back(
        {relation + " with an expression that fails",
         view(relation, fmt::format("select * from app.{} where 1 / (random() * 0)::integer > 0", relation)),
         Outcome::refused,
         {relation, "division by zero", "let it return NULL there"}});
  }
  return mutations;
}

Mutations open_days() {
  const auto rows = [](const std::string& values) {
    return view("usage_complete", "select day::date as through from (values " + values + ") as v (day)");
  };
  const std::string day = "('" + sample_day + "')";
  return {
      {"a pipeline is behind", rows(day + ", ('2026-03-09')"), Outcome::not_closed, {"final through 2026-03-09"}},
      {"a pipeline says nothing", rows(day + ", (null)"), Outcome::not_closed, {"usage_complete.through is NULL"}},
      {"a pipeline never ends", rows("('-infinity')"), Outcome::not_closed, {"usage_complete"}},
      {"two pipelines", rows(day + ", ('2026-03-11')"), Outcome::same_events},
      {"always final", rows("('infinity')"), Outcome::same_events},
      {"far in the future", rows("('200000-01-01')"), Outcome::same_events},
      {"empty", view("usage_complete", "select through from app.usage_complete where false"), Outcome::same_events},
  };
}

}  // namespace sent::tests
