// Judges the relations of the input contract and what the role may do with them. Pure.

#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "read/database_facts.hpp"

namespace sent {

// A check for each relation, column or type that is wrong, or else one.
[[nodiscard]] Checks judge_contract(const std::string& schema, const std::vector<RelationFacts>& relations);

// What is lacking.
[[nodiscard]] Check judge_privileges(const std::string& schema, const PrivilegeFacts& privileges);

// A check for each kind of privilege that is too much, or else one.
[[nodiscard]] Checks judge_excess_privileges(const PrivilegeFacts& privileges);

}  // namespace sent
