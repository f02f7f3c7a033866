// SPDX-License-Identifier: Apache-2.0

#include "support/samples/right_contract.hpp"

#include <string_view>

namespace sent::tests {

read::FoundContract right_contract(const std::set<std::string>& without) {
  read::FoundContract found;
  for (const auto& column : read::contract_columns()) {
    const std::string relation(column.relation), type(column.type);
    if (without.contains(relation)) continue;
    found.at(relation).columns[std::string(column.name)] = {type, type == "bigint" ? "int8" : type};
  }
  return found;
}

}  // namespace sent::tests
