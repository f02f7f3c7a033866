// SPDX-License-Identifier: Apache-2.0

#include "read/read_statement.hpp"

#include "sql/statements.hpp"

namespace sent::read {

ReadStatement statement_that_reads(Relation relation, const FoundContract& contract) {
  const bool directly = contract.compares_owners_as_text(relation);
  switch (relation) {
    case Relation::sources: return {sql::read_sources, 3};
    case Relation::owners: return {directly ? sql::read_owners : sql::read_owners_as_text, 2};
    case Relation::owner_members: return {directly ? sql::read_owner_members : sql::read_owner_members_as_text, 4};
    case Relation::source_collaborators: return {sql::read_source_collaborators, 4};
    case Relation::source_calls:
      if (contract.has_numeric_calls(Counters::calls)) return {sql::read_source_calls_numeric, 4};
      return {sql::read_source_calls, 3};
    case Relation::source_library_calls:
      if (contract.has_numeric_calls(Counters::library_calls)) return {sql::read_source_library_calls_numeric, 4};
      return {sql::read_source_library_calls, 3};
    case Relation::source_destinations: return {sql::read_source_destinations, 4};
    case Relation::usage_complete: return {sql::read_usage_complete, 2};
    case Relation::suppressed_users: return {sql::read_suppressed_users, 1};
  }
  return {};
}

}  // namespace sent::read
