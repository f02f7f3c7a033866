// SPDX-License-Identifier: Apache-2.0

#include "support/samples/contract_columns.hpp"

#include <set>
#include <sstream>

#include "read/contract.hpp"

namespace sent::tests {

std::vector<ContractColumn> contract_columns() {
  std::vector<ContractColumn> columns;
  std::set<std::string> seen;
  const std::string relations = read::contract_arrays().relations;
  std::istringstream array(relations.substr(1, relations.size() - 2));
  for (std::string relation; std::getline(array, relation, ',');) {
    if (!seen.insert(relation).second) continue;
    std::istringstream list(read::column_list(relation));
    for (std::string column, type; list >> column >> type;) {
      if (type.ends_with(',')) type.pop_back();
      columns.push_back({relation, column, type});
    }
  }
  return columns;
}

}  // namespace sent::tests
