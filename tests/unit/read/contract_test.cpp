// SPDX-License-Identifier: Apache-2.0

#include "read/contract.hpp"

#include <gtest/gtest.h>

#include "model/failure.hpp"
#include "support/samples/contract_columns.hpp"

namespace sent::tests {
namespace {

read::SchemaColumns complete() {
  read::SchemaColumns found;
  for (const auto& column : contract_columns()) {
    found[std::string(column.relation)].insert(std::string(column.column));
  }
  return found;
}

TEST(Contract, AcceptsACompleteSchema) { EXPECT_NO_THROW(read::check_contract("s", complete())); }

TEST(Contract, AcceptsASchemaWithoutTheOptionalRelations) {
  auto found = complete();
  found.erase("usage_complete");
  found.erase("suppressed_users");
  EXPECT_NO_THROW(read::check_contract("s", found));
}

TEST(Contract, NamesEachMissingPartWithTheDdlThatAddsIt) {
  auto found = complete();
  found.erase("owners");
  found["source_calls"].erase("method");
  try {
    read::check_contract("my schema", found);
    FAIL() << "accepted";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    EXPECT_STREQ(failure.what(),
                 "checking the input contract in schema \"my schema\": missing relation owners, column "
                 "source_calls.method");
    EXPECT_NE(failure.hint().value().find("create table \"my schema\".owners (owner_id text, kind text);"),
              std::string::npos);
    EXPECT_NE(failure.hint().value().find("alter table \"my schema\".source_calls add column method text;"),
              std::string::npos);
  }
}

// Each relation and each column in turn.
TEST(Contract, ReportsEveryMissingRelationAndColumn) {
  for (const auto& column : contract_columns()) {
    auto found = complete();
    found[std::string(column.relation)].erase(std::string(column.column));
    EXPECT_THROW(read::check_contract("s", found), Failure) << column.relation << "." << column.column;
    found.erase(std::string(column.relation));
    if (!read::is_optional(column.relation)) {
      EXPECT_THROW(read::check_contract("s", found), Failure) << column.relation;
    }
  }
}

}  // namespace
}  // namespace sent::tests
