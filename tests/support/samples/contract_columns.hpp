// SPDX-License-Identifier: Apache-2.0

// The columns of the input contract, one by one.

#pragma once

#include <string>
#include <vector>

namespace sent::tests {

struct ContractColumn {
  std::string relation;
  std::string column;
  std::string type;
};

// Relation by relation.
[[nodiscard]] std::vector<ContractColumn> contract_columns();

}  // namespace sent::tests
