// SPDX-License-Identifier: Apache-2.0

// Columns of other types.

#include <fmt/format.h>

#include "read/contract.hpp"
#include "support/mappings/mutation.hpp"

namespace sent::tests {

namespace {

using Outcome = Mutation::Outcome;
using Expressions = std::vector<std::pair<std::string, std::string>>;  // name, and expression of {0}

Expressions wrong(read::ColumnKind kind) {
  switch (kind) {
    case read::ColumnKind::day:
      return {{"timestamp", "{0}::timestamp"},
              {"timestamptz", "{0}::timestamptz"},
              {"text", "{0}::text"},
              {"varchar", "{0}::text::varchar(10)"},
              {"integer", "to_char({0}, 'YYYYMMDD')::integer"}};
    case read::ColumnKind::calls:
      return {{"float8", "{0}::float8"},  {"float4", "{0}::float4"},
              {"text", "{0}::text"},      {"boolean", "{0} > 0"},
              {"money", "{0}::money"},    {"interval", "make_interval(secs => {0})"},
              {"jsonb", "to_jsonb({0})"}, {"domain over text", "{0}::text::app.a_text"}};
    case read::ColumnKind::instant:
      return {{"timestamp", "{0} at time zone 'UTC'"},
              {"text", "{0}::text"},
              {"seconds", "extract(epoch from {0})::bigint"},
              {"fractional seconds", "extract(epoch from {0})::float8"},
              {"domain over timestamp", "({0} at time zone 'UTC')::app.a_local_time"}};
    case read::ColumnKind::text: return {};
  }
  return {};
}

Expressions right(read::ColumnKind kind) {
  switch (kind) {
    case read::ColumnKind::day: return {{"domain of a domain", "{0}::app.a_business_day"}};
    case read::ColumnKind::calls:
      return {{"integer", "{0}::integer"},
              {"numeric", "{0}::numeric"},
              {"numeric with fractions of zero", "{0}::numeric(20, 2)"},
              {"domain over bigint", "{0}::app.a_count"},
              {"domain over numeric", "{0}::app.an_exact_count"}};
    case read::ColumnKind::instant:
      return {{"date", "({0} at time zone 'UTC')::date"}, {"domain over timestamptz", "{0}::app.an_instant"}};
    case read::ColumnKind::text:
      return {{"varchar", "{0}::varchar(99)"},
              {"char", "{0}::char(99)"},
              {"domain over text", "{0}::app.a_text"},
              {"another collation", "{0}::text collate \"und-x-icu\""},
              {"a collation without case", "{0}::text collate app.any_case"}};
  }
  return {};
}

Mutations of_every_column(Expressions (*expressions)(read::ColumnKind), Outcome outcome) {
  Mutations mutations;
  for (const auto& column : read::contract_columns()) {
    const std::string relation(column.relation), name(column.name);
    for (const auto& [type, expression] : expressions(column.kind)) {
      Mutation mutation{fmt::format("{}.{} as {}", relation, name, type),
                        with_column(relation, name, fmt::format(fmt::runtime(expression), name)), outcome};
      if (outcome == Outcome::refused) {
        mutation.says = {fmt::format("column {}.{} is of type ", relation, name), " as " + name};
      }
      mutations.push_back(std::move(mutation));
    }
  }
  return mutations;
}

}  // namespace

Mutations wrong_types() { return of_every_column(&wrong, Outcome::refused); }

Mutations right_types() { return of_every_column(&right, Outcome::same_events); }

}  // namespace sent::tests
