// SPDX-License-Identifier: Apache-2.0

#include "read/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "model/relation.hpp"
#include "postgres/grant.hpp"

namespace sent::read {

namespace {

using Kind = ColumnKind;

constexpr std::array columns{
    ContractColumn{name_of(Relation::sources), "source_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::sources), "slug", Kind::text, "text"},
    ContractColumn{name_of(Relation::sources), "owner_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::owners), "owner_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::owners), "kind", Kind::text, "text"},
    ContractColumn{name_of(Relation::owner_members), "owner_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::owner_members), "user_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::owner_members), "since", Kind::instant, "timestamptz"},
    ContractColumn{name_of(Relation::owner_members), "until", Kind::instant, "timestamptz"},
    ContractColumn{name_of(Relation::source_collaborators), "source_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_collaborators), "user_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_collaborators), "since", Kind::instant, "timestamptz"},
    ContractColumn{name_of(Relation::source_collaborators), "until", Kind::instant, "timestamptz"},
    ContractColumn{name_of(Relation::source_calls), "source_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_calls), "day", Kind::day, "date"},
    ContractColumn{name_of(Relation::source_calls), "method", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_calls), "calls", Kind::calls, "bigint"},
    ContractColumn{name_of(Relation::source_library_calls), "source_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_library_calls), "day", Kind::day, "date"},
    ContractColumn{name_of(Relation::source_library_calls), "library", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_library_calls), "calls", Kind::calls, "bigint"},
    ContractColumn{name_of(Relation::source_destinations), "source_id", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_destinations), "destination", Kind::text, "text"},
    ContractColumn{name_of(Relation::source_destinations), "enabled_at", Kind::instant, "timestamptz"},
    ContractColumn{name_of(Relation::source_destinations), "disabled_at", Kind::instant, "timestamptz"},
    ContractColumn{name_of(Relation::usage_complete), "through", Kind::day, "date"},
    ContractColumn{name_of(Relation::suppressed_users), "user_id", Kind::text, "text"},
};

// A PostgreSQL array; the contract's names need no quotes.
std::string array_of(std::string_view ContractColumn::*name) {
  std::string names;
  for (const auto& column : columns) names += fmt::format("{}{}", names.empty() ? "" : ",", column.*name);
  return "{" + names + "}";
}

}  // namespace

std::span<const ContractColumn> contract_columns() { return columns; }

ContractArrays contract_arrays() { return {array_of(&ContractColumn::relation), array_of(&ContractColumn::name)}; }

bool is_optional(std::string_view relation) {
  return relation == name_of(Relation::usage_complete) || relation == name_of(Relation::suppressed_users);
}

std::string create_table(const std::string& schema, std::string_view relation) {
  std::string list;
  for (const auto& column : columns) {
    if (column.relation != relation) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", column.name, column.type);
  }
  return fmt::format("create table {}.{} ({});", postgres::quoted_identifier(schema), relation, list);
}

std::string add_column(const std::string& schema, std::string_view relation, std::string_view name) {
  for (const auto& column : columns) {
    if (column.relation != relation || column.name != name) continue;
    return fmt::format("alter table {}.{} add column {} {};", postgres::quoted_identifier(schema), relation, name,
                       column.type);
  }
  return {};
}

const FoundRelation* FoundContract::find(std::string_view relation) const {
  const auto found = relations_.find(relation);
  return found == relations_.end() ? nullptr : &found->second;
}

const FoundColumn* FoundContract::find(Relation relation, const std::string& column) const {
  const auto* const found = find(name_of(relation));
  if (found == nullptr) return nullptr;
  const auto at = found->columns.find(column);
  return at == found->columns.end() ? nullptr : &at->second;
}

bool FoundContract::has_numeric_calls(Counters counters) const {
  const auto* const calls = find(relation_of(counters), "calls");
  return calls != nullptr && calls->base == "numeric";
}

bool FoundContract::may_lack_a_day(Counters counters) const {
  const auto* const day = find(relation_of(counters), "day");
  return day != nullptr && day->may_be_null;
}

bool FoundContract::compares_owners_as_text(Relation relation) const {
  constexpr std::array<std::string_view, 6> bases{"text", "varchar", "uuid", "int2", "int4", "int8"};
  const auto* const own = find(Relation::sources, "owner_id");
  const auto* const other = find(relation, "owner_id");
  return own != nullptr && other != nullptr && own->base == other->base && own->collation == other->collation &&
         own->is_deterministic && std::ranges::find(bases, own->base) != bases.end();
}

}  // namespace sent::read
