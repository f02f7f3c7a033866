// SPDX-License-Identifier: Apache-2.0

// The contract's scripts on a real server: what an operator may repeat, and which partition a counter's row is in.

#include <gtest/gtest.h>

#include <cstdlib>

#include "sql/statements.hpp"
#include "support/database/test_database.hpp"

namespace sent::tests {
namespace {

std::string script(std::string_view text) { return std::string(text); }

TEST(ContractSql, IsSafeToRepeatAndKeepsItsRows) {
  TestDatabase database;
  database.exec("insert into sources values ('s', 'slug', null)");
  for (int time = 0; time < 2; ++time) {
    database.exec(script(sql::contract_0001_reference_tables));
    database.exec(script(sql::contract_0002_day_partitions));
  }
  EXPECT_EQ(database.value("select count(*) from sources"), "1");
}

TEST(ContractSql, AppliesToASchemaOfAnyName) {
  TestDatabase database;
  database.exec("create schema \"My Usage\"; set search_path = \"My Usage\"");
  database.exec(script(sql::contract_0001_reference_tables));
  database.exec(script(sql::contract_0002_day_partitions));
  database.exec("set search_path = public");
  EXPECT_EQ(database.value("select \"My Usage\".ensure_day_partitions('2026-03-01', '2026-03-01')"), "2");
  EXPECT_EQ(database.value("select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid "
                           "where c.relname like '%20260301' and c.relnamespace = '\"My Usage\"'::regnamespace"),
            "2");
}

TEST(ContractSql, ARowWithoutAPartitionIsKeptAndMovesToItsPartitionLater) {
  TestDatabase database;
  const std::string where = "select tableoid::regclass || ' ' || calls from source_calls";
  database.exec("insert into source_calls values ('s', '2026-03-01', 'track', 7)");
  EXPECT_EQ(database.value(where), "source_calls_default 7");
  database.exec("select ensure_day_partitions('2026-03-01', '2026-03-01')");
  EXPECT_EQ(database.value(where), "source_calls_20260301 7");
}

TEST(ContractSql, ReferenceTablesRefuseDirtyRows) {
  TestDatabase database;
  EXPECT_THROW(database.exec("insert into source_calls values ('s', '2026-03-01', 'track', -1)"), std::runtime_error);
  EXPECT_THROW(database.exec("insert into owners values ('o', 'guild')"), std::runtime_error);
  EXPECT_THROW(database.exec("insert into owner_members values ('o', 'u', '2026-03-02', '2026-03-01')"),
               std::runtime_error);
  database.exec("insert into usage_complete (through) values ('2026-03-01')");
  EXPECT_THROW(database.exec("insert into usage_complete (through) values ('2026-03-02')"), std::runtime_error);
}

TEST(ContractSql, TheSampleHasTheTrackingPlansNumbers) {
  TestDatabase database;
  database.load_sample("2026-03-10");
  EXPECT_EQ(database.value("select string_agg(method || ' ' || calls, ', ' order by method) from (select method, "
                           "sum(calls) as calls from source_calls where source_id = 'bce5fad577' and day between "
                           "'2026-02-09' and '2026-03-10' group by method having sum(calls) > 0) sums"),
            "alias 1320, identify 14811, page 115819, track 2861");
  EXPECT_EQ(database.value("select sum(calls) from source_calls where source_id = 'bce5fad577' and day between "
                           "'2026-03-04' and '2026-03-10'"),
            "22");
  EXPECT_EQ(database.value("select count(*) from source_calls_default"), "0");
}

}  // namespace
}  // namespace sent::tests
