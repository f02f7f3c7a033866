// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/contract_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "read/contract.hpp"
#include "read/privileges.hpp"

namespace sent::command::check::database {

namespace {

constexpr std::string_view contract = "contract";
constexpr std::string_view excess = "excess_privileges";
constexpr std::string_view role_hint = "read as a role that may only select, see sql/roles.sql";

std::string types_of(const RelationFacts& relation) {
  std::string types;
  for (const auto& column : relation.columns) {
    types += fmt::format("{}{} {}", types.empty() ? "" : ", ", column.name, column.type.value_or(""));
  }
  return types;
}

// Most likely the wrong schema.
checklist::Check all_missing(const std::string& schema, const std::vector<RelationFacts>& relations) {
  std::string ddl;
  for (const auto& relation : relations) {
    if (!read::is_optional(relation.name)) ddl += " " + read::create_table(schema, relation.name);
  }
  return checklist::failed(
      contract, ExitCode::usage,
      fmt::format("schema \"{}\" does not exist, or contains no relation of the contract", schema),
      fmt::format("set database.schema to the schema that contains them, run `migrate --with-contract`, map your own "
                  "tables with views (docs/adopt.md), or run:{}",
                  ddl));
}

checklist::Check missing(const std::string& schema, const RelationFacts& relation) {
  return checklist::failed(
      contract, ExitCode::usage, fmt::format("relation {} is missing from schema \"{}\"", relation.name, schema),
      fmt::format("map your own table with a view (docs/adopt.md), run `migrate --with-contract`, or run: {}",
                  read::create_table(schema, relation.name)));
}

void judge_columns(checklist::Checks& checks, const std::string& schema, const RelationFacts& relation) {
  for (const auto& column : relation.columns) {
    if (column.type) continue;
    checks.push_back(
        checklist::failed(contract, ExitCode::usage, fmt::format("column {}.{} is missing", relation.name, column.name),
                          "add it to the view, or run: " + read::add_column(schema, relation.name, column.name)));
  }
  if (relation.denial) {
    checks.push_back(
        checklist::failed(contract, ExitCode::usage, *relation.denial,
                          "grant the view's owner select on what is behind it, because a view reads as its owner. "
                          "If row-level security hides rows, read as a role that may see all of them"));
  }
  if (!relation.refusal) return;
  checks.push_back(checklist::failed(contract, ExitCode::usage, *relation.refusal,
                                     fmt::format("map it with a view whose columns can be cast to {}; it has {}",
                                                 read::column_list(relation.name), types_of(relation))));
}

// The relations for which `holds` is true.
std::vector<std::string> names_where(const PrivilegeFacts& privileges, auto holds) {
  std::vector<std::string> names;
  for (const auto& relation : privileges.relations) {
    if (holds(relation)) names.push_back(relation.relation);
  }
  return names;
}

}  // namespace

checklist::Checks judge_contract(const std::string& schema, const std::vector<RelationFacts>& relations) {
  if (std::ranges::none_of(relations, &RelationFacts::is_there)) return {all_missing(schema, relations)};
  checklist::Checks checks;
  std::vector<std::string> optional;
  for (const auto& relation : relations) {
    if (relation.is_there) {
      judge_columns(checks, schema, relation);
      if (read::is_optional(relation.name)) optional.push_back(relation.name);
    } else if (!read::is_optional(relation.name)) {
      checks.push_back(missing(schema, relation));
    }
  }
  if (!checks.empty()) return checks;
  return {checklist::passed(contract,
                            fmt::format("schema \"{}\" has every relation and column; optional relations: {}", schema,
                                        optional.empty() ? "none" : fmt::format("{}", fmt::join(optional, ", "))))};
}

checklist::Check judge_privileges(const std::string& schema, const PrivilegeFacts& privileges) {
  if (!privileges.may_use_schema)
    return checklist::skipped("privileges", fmt::format("schema \"{}\" does not exist", schema));
  const auto unreadable = names_where(privileges, [](const auto& relation) { return !relation.may_read; });
  const auto lack = read::lack_of(privileges.role, schema, *privileges.may_use_schema, unreadable);
  if (lack) return checklist::failed("privileges", ExitCode::usage, lack->message, lack->hint);
  return checklist::passed("privileges", fmt::format("role \"{}\" may read every relation", privileges.role));
}

checklist::Checks judge_excess_privileges(const PrivilegeFacts& privileges) {
  const auto warn = [&](const std::string& what) {
    return checklist::warned(excess, fmt::format("role \"{}\" {}", privileges.role, what), std::string(role_hint));
  };
  if (privileges.is_superuser) return {warn("is a superuser")};
  checklist::Checks checks;
  for (const auto power : privileges.powers) checks.push_back(warn(std::string(power)));
  const auto owned = names_where(privileges, [](const auto& relation) { return relation.is_owner; });
  if (!owned.empty()) checks.push_back(warn(fmt::format("owns {}", fmt::join(owned, ", "))));
  const auto writable =
      names_where(privileges, [](const auto& relation) { return relation.may_write && !relation.is_owner; });
  if (!writable.empty()) checks.push_back(warn(fmt::format("may write to {}", fmt::join(writable, ", "))));
  if (checks.empty()) checks.push_back(checklist::passed(excess, "none"));
  return checks;
}

}  // namespace sent::command::check::database
