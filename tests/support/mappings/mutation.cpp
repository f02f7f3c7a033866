// SPDX-License-Identifier: Apache-2.0

#include "support/mappings/mutation.hpp"

#include <fmt/format.h>

#include "read/contract.hpp"
#include "support/database/roles.hpp"

namespace sent::tests {

std::string view(const std::string& relation, const std::string& select) {
  return fmt::format(
      "drop view source_data.{0}; create view source_data.{0} as {1}; grant select on source_data.{0} to {2};",
      relation, select, Roles::reader);
}

std::string with_column(const std::string& relation, const std::string& column, const std::string& expression) {
  std::string list;
  for (const auto& each : read::contract_columns()) {
    if (each.relation != relation) continue;
    const std::string name(each.name);
    list += (list.empty() ? "" : ", ") + (name == column ? expression + " as " : "") + name;
  }
  return view(relation, fmt::format("select {} from app.{}", list, relation));
}

std::string with_row(const std::string& relation, const std::vector<std::string>& values) {
  std::string columns, row;
  std::size_t i = 0;
  for (const auto& each : read::contract_columns()) {
    if (each.relation != relation) continue;
    columns += fmt::format("{}{}", columns.empty() ? "" : ", ", each.name);
    row += fmt::format("{}{}", row.empty() ? "" : ", ", i < values.size() ? values[i] : "null");
    ++i;
  }
  return view(relation, fmt::format("select {} from app.{} union all select {}", columns, relation, row));
}

}  // namespace sent::tests
