// SPDX-License-Identifier: Apache-2.0

#include "read/contract.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "model/failure.hpp"
#include "postgres/grant.hpp"

namespace sent::read {

namespace {

struct ContractColumn {
  std::string_view relation;
  std::string_view column;
  std::string_view type;  // of the reference table; a view may have any that casts to it
};

constexpr std::array columns{
    ContractColumn{"sources", "source_id", "text"},
    ContractColumn{"sources", "slug", "text"},
    ContractColumn{"sources", "owner_id", "text"},
    ContractColumn{"owners", "owner_id", "text"},
    ContractColumn{"owners", "kind", "text"},
    ContractColumn{"owner_members", "owner_id", "text"},
    ContractColumn{"owner_members", "user_id", "text"},
    ContractColumn{"owner_members", "since", "timestamptz"},
    ContractColumn{"owner_members", "until", "timestamptz"},
    ContractColumn{"source_collaborators", "source_id", "text"},
    ContractColumn{"source_collaborators", "user_id", "text"},
    ContractColumn{"source_collaborators", "since", "timestamptz"},
    ContractColumn{"source_collaborators", "until", "timestamptz"},
    ContractColumn{"source_calls", "source_id", "text"},
    ContractColumn{"source_calls", "day", "date"},
    ContractColumn{"source_calls", "method", "text"},
    ContractColumn{"source_calls", "calls", "bigint"},
    ContractColumn{"source_library_calls", "source_id", "text"},
    ContractColumn{"source_library_calls", "day", "date"},
    ContractColumn{"source_library_calls", "library", "text"},
    ContractColumn{"source_library_calls", "calls", "bigint"},
    ContractColumn{"source_destinations", "source_id", "text"},
    ContractColumn{"source_destinations", "destination", "text"},
    ContractColumn{"source_destinations", "enabled_at", "timestamptz"},
    ContractColumn{"source_destinations", "disabled_at", "timestamptz"},
    ContractColumn{"usage_complete", "through", "date"},
    ContractColumn{"suppressed_users", "user_id", "text"},
};

// A PostgreSQL array; the contract's names need no quotes.
std::string array_of(std::string_view ContractColumn::*name) {
  std::string names;
  for (const auto& column : columns) names += fmt::format("{}{}", names.empty() ? "" : ",", column.*name);
  return "{" + names + "}";
}

struct Missing {
  std::vector<std::string> names;
  std::vector<std::string> ddl;
};

void compare(const std::string& schema, const ContractColumn& column, const SchemaColumns& found, Missing& missing,
             std::set<std::string_view>& absent) {
  const auto relation = found.find(std::string(column.relation));
  if (relation == found.end()) {
    if (is_optional(column.relation) || !absent.insert(column.relation).second) return;
    missing.names.push_back(fmt::format("relation {}", column.relation));
    missing.ddl.push_back(create_table(schema, column.relation));
  } else if (!relation->second.contains(std::string(column.column))) {
    missing.names.push_back(fmt::format("column {}.{}", column.relation, column.column));
    missing.ddl.push_back(add_column(schema, column.relation, column.column));
  }
}

}  // namespace

ContractArrays contract_arrays() { return {array_of(&ContractColumn::relation), array_of(&ContractColumn::column)}; }

std::string column_list(std::string_view relation) {
  std::string list;
  for (const auto& column : columns) {
    if (column.relation != relation) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", column.column, column.type);
  }
  return list;
}

bool is_optional(std::string_view relation) { return relation == "usage_complete" || relation == "suppressed_users"; }

std::string create_table(const std::string& schema, std::string_view relation) {
  return fmt::format("create table {}.{} ({});", postgres::quoted_identifier(schema), relation, column_list(relation));
}

std::string add_column(const std::string& schema, std::string_view relation, std::string_view name) {
  for (const auto& column : columns) {
    if (column.relation != relation || column.column != name) continue;
    return fmt::format("alter table {}.{} add column {} {};", postgres::quoted_identifier(schema), relation, name,
                       column.type);
  }
  return {};
}

void check_contract(const std::string& schema, const SchemaColumns& found) {
  Missing missing;
  std::set<std::string_view> absent;
  for (const auto& column : columns) compare(schema, column, found, missing, absent);
  if (missing.names.empty()) return;
  throw Failure(
      ExitCode::usage,
      fmt::format("checking the input contract in schema \"{}\": missing {}", schema, fmt::join(missing.names, ", ")),
      fmt::format("map your own tables with views (docs/adopt.md), add the missing columns to a view, create the "
                  "reference tables with `migrate --with-contract`, or run: {}",
                  fmt::join(missing.ddl, " ")));
}

}  // namespace sent::read
