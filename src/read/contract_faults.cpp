// SPDX-License-Identifier: Apache-2.0

#include "read/contract_faults.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "model/failure.hpp"
#include "postgres/grant.hpp"
#include "read/column_type.hpp"

namespace sent::read {

namespace {

// Most likely the wrong schema.
ContractFault nothing_there(const std::string& schema) {
  std::string ddl;
  std::string_view last;
  for (const auto& column : contract_columns()) {
    if (column.relation == last || is_optional(column.relation)) continue;
    last = column.relation;
    ddl += " " + create_table(schema, column.relation);
  }
  return {"", fmt::format("schema \"{}\" does not exist, or contains no relation of the contract", schema),
          fmt::format("set database.schema to the schema that contains them, run `migrate --with-contract`, map your "
                      "own tables with views (docs/adopt.md), or run:{}",
                      ddl)};
}

ContractFault missing_relation(const std::string& schema, std::string_view relation) {
  return {std::string(relation), fmt::format("relation {} is missing from schema \"{}\"", relation, schema),
          fmt::format("map your own table with a view (docs/adopt.md), run `migrate --with-contract`, or run: {}",
                      create_table(schema, relation))};
}

ContractFault missing_column(const std::string& schema, const ContractColumn& column) {
  return {std::string(column.relation), fmt::format("column {}.{} is missing", column.relation, column.name),
          "add it to the view, or run: " + add_column(schema, column.relation, column.name)};
}

std::optional<ContractFault> wrong_type(const std::string& schema, const ContractColumn& column,
                                        const FoundRelation& relation, const std::string& time_zone) {
  const FoundColumn& found = relation.columns.at(std::string(column.name));
  const auto expression = right_expression(column, found, time_zone);
  if (!expression) return std::nullopt;
  const std::string name = fmt::format("{}.{}", postgres::quoted_identifier(schema), column.relation);
  return ContractFault{std::string(column.relation),
                       fmt::format("column {}.{} is of type {}, and must be {}", column.relation, column.name,
                                   found.type, types_of(column.kind)),
                       relation.is_view
                           ? fmt::format("let the view {} select {}", name, *expression)
                           : fmt::format("put a view in place of the table {} that selects {}", name, *expression)};
}

}  // namespace

std::vector<ContractFault> faults_of(const std::string& schema, const FoundContract& found,
                                     const std::string& time_zone) {
  if (found.empty()) return {nothing_there(schema)};
  std::vector<ContractFault> faults;
  std::string_view absent;
  for (const auto& column : contract_columns()) {
    const FoundRelation* const relation = found.find(column.relation);
    if (relation == nullptr) {
      if (std::exchange(absent, column.relation) == column.relation || is_optional(column.relation)) continue;
      faults.push_back(missing_relation(schema, column.relation));
    } else if (!relation->columns.contains(std::string(column.name))) {
      faults.push_back(missing_column(schema, column));
    } else if (auto fault = wrong_type(schema, column, *relation, time_zone)) {
      faults.push_back(*std::move(fault));
    }
  }
  return faults;
}

void require_contract(const std::string& schema, const FoundContract& found, const std::string& time_zone) {
  std::string messages, hints;
  for (const ContractFault& fault : faults_of(schema, found, time_zone)) {
    messages += (messages.empty() ? "" : "; ") + fault.message;
    hints += (hints.empty() ? "" : "; ") + fault.hint;
  }
  if (messages.empty()) return;
  throw Failure(ExitCode::usage, fmt::format("checking the input contract in schema \"{}\": {}", schema, messages),
                hints);
}

}  // namespace sent::read
