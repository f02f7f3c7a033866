// What the input contract asks of a schema: its relations and columns, declared once. Pure.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace sent {

struct ContractColumn {
  std::string_view relation;
  std::string_view column;
  std::string_view type;  // of the reference table; a view may have any that casts to it
};

// By relation, in the order of the README.
[[nodiscard]] std::span<const ContractColumn> contract_columns();

// usage_complete and suppressed_users.
[[nodiscard]] bool is_optional(std::string_view relation);

// Relation → the columns it has.
using SchemaColumns = std::map<std::string, std::set<std::string>>;

// Throws Failure(usage) naming each relation and column that `found` lacks, with the DDL that would
// add it. An optional relation may be absent, but not lack a column.
void check_contract(const std::string& schema, const SchemaColumns& found);

}  // namespace sent
