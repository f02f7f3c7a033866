// SPDX-License-Identifier: Apache-2.0

// Every statement of sql/ against the real schemas, so that a typo cannot reach a night run.

#include "sql/statements.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "support/database/test_database.hpp"

namespace sent::tests {
namespace {

TEST(Statements, CanAllBePrepared) {
  TestDatabase database;
  database.exec("set search_path to source_data, sent_source_data");
  int prepared = 0;
  for (const auto& statement : sql::statements()) {
    const bool is_script = statement.file.starts_with("contract/") || statement.file.starts_with("ledger/migrations/");
    if (is_script) continue;
    EXPECT_NO_THROW(database.exec("prepare s" + std::to_string(prepared++) + " as " + std::string(statement.text)))
        << statement.file;
  }
  EXPECT_GT(prepared, 25);
}

// The comment of a statement says what it returns, in which order (unless it returns at most one row), and by which
// index.
TEST(Statements, DocumentTheirResultOrderAndIndex) {
  const std::regex order(
      "[Nn]o row|[Oo]ne row|no order|order of|oldest first|by number|ascending|By relation|no particular order");
  const std::regex index("By the|Served by|no index is needed|No relation is read|catalogue|full scan");
  for (const auto& statement : sql::statements()) {
    const std::string text(statement.text);
    EXPECT_TRUE(text.starts_with("-- ")) << statement.file;
    if (statement.file.starts_with("contract/") || statement.file.starts_with("ledger/migrations/")) continue;
    EXPECT_TRUE(std::regex_search(text, order)) << statement.file;
    EXPECT_TRUE(std::regex_search(text, index)) << statement.file;
  }
}

TEST(Contract, PartitionsAreCreatedOnce) {
  TestDatabase database;
  EXPECT_EQ(database.value("select ensure_day_partitions('2026-02-27', '2026-03-01')"), "6");
  EXPECT_EQ(database.value("select ensure_day_partitions('2026-02-27', '2026-03-02')"), "2");
}

// The chunk's range is an index condition, not a filter over the relation, for the first chunk, a middle one and the
// last.
TEST(Contract, ARangeOfSourcesIsReadByAnIndexOnly) {
  TestDatabase database;
  database.exec(
      "select ensure_day_partitions('2026-03-01', '2026-03-01'); set enable_seqscan = off; set enable_bitmapscan = "
      "off; "
      "set plan_cache_mode = force_custom_plan");
  const std::vector<std::pair<std::string, std::string>> ranges{
      {"null, 'b'", "(source_id < 'b'::text)"},
      {"'a', 'b'", "(source_id >= 'a'::text) AND (source_id < 'b'::text)"},
      {"'a', null", "(source_id >= 'a'::text)"}};
  for (const std::string name : {"source_calls", "source_library_calls"}) {
    database.exec("prepare " + name + " as " +
                  std::string(name == "source_calls" ? sql::read_source_calls : sql::read_source_library_calls));
    for (const auto& [range, condition] : ranges) {
      std::string plan;
      for (const auto& row :
           database.query("explain execute " + name + "(" + range + ", '2026-03-01', '2026-03-01')")) {
        plan += row[0].value() + "\n";
      }
      EXPECT_NE(plan.find("Index Only Scan"), std::string::npos) << plan;
      EXPECT_NE(plan.find(condition), std::string::npos) << plan;
    }
  }
}

// A subquery that is not a join runs once for each row when its result exceeds work_mem.
TEST(Contract, OwnersAndMembersAreReadByJoins) {
  TestDatabase database;
  database.exec("set plan_cache_mode = force_custom_plan; set work_mem = '64kB'");
  database.exec("prepare owners as " + std::string(sql::read_owners) + ";prepare members as " +
                std::string(sql::read_owner_members));
  for (const std::string name : {"owners", "members"}) {
    for (const std::string range : {"null, null", "null, 'b'", "'a', 'b'", "'a', null"}) {
      std::string plan;
      for (const auto& row : database.query("explain execute " + name + "(" + range + ")"))
        plan += row[0].value() + "\n";
      EXPECT_EQ(plan.find("SubPlan"), std::string::npos) << range << "\n" << plan;
      EXPECT_EQ(plan.find("Join") != std::string::npos || plan.find("Loop") != std::string::npos, range != "null, null")
          << range << "\n"
          << plan;
    }
  }
}

}  // namespace
}  // namespace sent::tests
