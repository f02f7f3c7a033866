// SPDX-License-Identifier: Apache-2.0

// Judges the relations of the input contract and what the role may do with them. Pure.

#pragma once

#include <string>
#include <vector>

#include "command/check/checklist/check.hpp"
#include "command/check/database/database_facts.hpp"

namespace sent::command::check::database {

// One check for each wrong relation, column or type, and for each relation that could not be read, or a single one if
// all are right.
[[nodiscard]] checklist::Checks judge_contract(const std::string& schema, const ContractFacts& facts);

// The privileges that are missing.
[[nodiscard]] checklist::Check judge_privileges(const std::string& schema, const PrivilegeFacts& privileges);

// One check for each kind of needless privilege, or a single one if there are none.
[[nodiscard]] checklist::Checks judge_excess_privileges(const PrivilegeFacts& privileges);

}  // namespace sent::command::check::database
