// SPDX-License-Identifier: Apache-2.0

// The relations and columns of the input contract, declared once. Pure.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sent::read {

// Every column for a statement: relations and columns, pairwise, as PostgreSQL arrays. By relation; a mandatory one
// comes before the optional ones.
struct ContractArrays {
  std::string relations, columns;
};
[[nodiscard]] ContractArrays contract_arrays();

// For sources: "source_id text, slug text, owner_id text".
[[nodiscard]] std::string column_list(std::string_view relation);

// True for usage_complete and suppressed_users.
[[nodiscard]] bool is_optional(std::string_view relation);

// DDL that adds what a schema lacks. REQUIRES: the contract has it.
[[nodiscard]] std::string create_table(const std::string& schema, std::string_view relation);
[[nodiscard]] std::string add_column(const std::string& schema, std::string_view relation, std::string_view name);

// Relation → the columns it has.
using SchemaColumns = std::map<std::string, std::set<std::string>>;

// Throws Failure(usage) that names each relation and column that `found` lacks, with the DDL that adds it. An optional
// relation may be absent, but not lack a column.
void check_contract(const std::string& schema, const SchemaColumns& found);

}  // namespace sent::read
