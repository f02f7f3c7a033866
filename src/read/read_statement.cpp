// SPDX-License-Identifier: Apache-2.0

#include "read/read_statement.hpp"

#include "sql/statements.hpp"

namespace sent::read {

namespace {

ReadStatement statement_on(Counters counters, const FoundContract& contract) {
  const CounterStatements statements = statements_on(counters);
  return contract.has_numeric_calls(counters) ? ReadStatement{statements.numeric, 4}
                                              : ReadStatement{statements.integer, 3};
}

}  // namespace

CounterStatements statements_on(Counters counters) {
  if (counters == Counters::calls) {
    return {sql::read_source_calls, sql::read_source_calls_numeric, sql::read_source_calls_without_day,
            sql::days_all_source_calls, sql::days_source_calls_first_day};
  }
  return {sql::read_source_library_calls, sql::read_source_library_calls_numeric,
          sql::read_source_library_calls_without_day, sql::days_all_source_library_calls,
          sql::days_source_library_calls_first_day};
}

ReadStatement statement_that_reads(Relation relation, const FoundContract& contract) {
  const bool directly = contract.compares_owners_as_text(relation);
  switch (relation) {
    case Relation::sources: return {sql::read_sources, 3};
    case Relation::owners: return {directly ? sql::read_owners : sql::read_owners_as_text, 2};
    case Relation::owner_members: return {directly ? sql::read_owner_members : sql::read_owner_members_as_text, 4};
    case Relation::source_collaborators: return {sql::read_source_collaborators, 4};
    case Relation::source_calls: return statement_on(Counters::calls, contract);
    case Relation::source_library_calls: return statement_on(Counters::library_calls, contract);
    case Relation::source_destinations: return {sql::read_source_destinations, 4};
    case Relation::usage_complete: return {sql::read_usage_complete, 2};
    case Relation::suppressed_users: return {sql::read_suppressed_users, 1};
  }
  return {};
}

}  // namespace sent::read
