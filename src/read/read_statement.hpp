// SPDX-License-Identifier: Apache-2.0

// Which statement reads a relation of the contract. Pure.

#pragma once

#include <cstdint>
#include <string_view>

#include "model/relation.hpp"
#include "read/contract.hpp"

namespace sent::read {

// Without parameters beyond the range of sources and, for counters, the first and the last day. A value.
struct ReadStatement {
  std::string_view sql;
  std::int16_t fields;  // of a row
};

// The statements on counters; `numeric`: for calls of that type. A value.
struct CounterStatements {
  std::string_view integer, numeric, without_day, every_day, first_day;
};
[[nodiscard]] CounterStatements statements_on(Counters counters);

// Depends on the types that the relation's columns have in `contract`.
[[nodiscard]] ReadStatement statement_that_reads(Relation relation, const FoundContract& contract);

}  // namespace sent::read
