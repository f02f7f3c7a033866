// SPDX-License-Identifier: Apache-2.0

#include "postgres/failure_hints.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

std::string hint(std::string_view code, std::string_view purpose = "reading sources in database \"d\"") {
  return postgres::counters_hint(code, purpose);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(FailureHints, FitTheCause) {
  EXPECT_TRUE(has(hint("42501"), "grant what sql/roles.sql grants"));
  EXPECT_TRUE(has(hint("42501"), "database.row_security"));
  EXPECT_TRUE(has(hint("42P01"), "search_path"));
  EXPECT_TRUE(has(hint("42883"), "search_path"));
  EXPECT_TRUE(has(hint("42703"), "sql/contract/"));
  EXPECT_TRUE(has(hint("22023", "reading the clock in database \"d\""), "job.timezone"));
  EXPECT_TRUE(has(hint("22023"), "job.timezone"));
  EXPECT_TRUE(has(hint("55000"), "refresh materialized view"));
  for (const auto* code : {"22012", "22P02", "22003", "22008"}) EXPECT_TRUE(has(hint(code), "return NULL")) << code;
  for (const auto* code : {"0A000", "42804", "P0001", "XX000"}) EXPECT_TRUE(has(hint(code), "sql/read/")) << code;
}

// No row of the table is hidden by one before it.
TEST(FailureHints, OfEachRowCanBeGiven) {
  for (const auto& row : postgres::counters_hints) {
    const std::string code = std::string(row.code) + std::string(5 - row.code.size(), '9');
    EXPECT_EQ(hint(code, row.attempt), row.hint) << row.code;
  }
}

}  // namespace
}  // namespace sent::tests
