// SPDX-License-Identifier: Apache-2.0

// Judges the relations of the input contract and what the role may do with them. Pure.

#pragma once

#include <string>
#include <vector>

#include "command/check/checklist/check.hpp"
#include "command/check/database/database_facts.hpp"

namespace sent::command::check::database {

// A check for each relation, column or type that is wrong, or else one.
[[nodiscard]] checklist::Checks judge_contract(const std::string& schema, const std::vector<RelationFacts>& relations);

// What is lacking.
[[nodiscard]] checklist::Check judge_privileges(const std::string& schema, const PrivilegeFacts& privileges);

// A check for each kind of privilege that is too much, or else one.
[[nodiscard]] checklist::Checks judge_excess_privileges(const PrivilegeFacts& privileges);

}  // namespace sent::command::check::database
