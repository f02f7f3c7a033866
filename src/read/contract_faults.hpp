// SPDX-License-Identifier: Apache-2.0

// Compares what a schema has with the input contract. Pure.

#pragma once

#include <string>
#include <vector>

#include "read/contract.hpp"

namespace sent::read {

// A relation or a column that is missing, or of a type that the contract does not have. A value.
struct ContractFault {
  std::string relation;  // empty: the schema as a whole
  std::string message;   // "column source_calls.day is missing"
  std::string hint;      // with the DDL or the cast that mends it
};

// In the contract's order. An optional relation may be absent, but not lack a column. `time_zone`: job.timezone.
[[nodiscard]] std::vector<ContractFault> faults_of(const std::string& schema, const FoundContract& found,
                                                   const std::string& time_zone);

// Throws Failure(usage) that names all of them.
void require_contract(const std::string& schema, const FoundContract& found, const std::string& time_zone);

}  // namespace sent::read
