// SPDX-License-Identifier: Apache-2.0

// Every single call of `migrate`, broken in every way: the next run succeeds, and the namespace of the event ids never
// changes once it exists.

#include <gtest/gtest.h>

#include "sql/statements.hpp"
#include "support/deliveries/broken_world.hpp"
#include "support/deliveries/fault_enumeration.hpp"
#include "support/program/job.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {
namespace {

using Point = BrokenCall::Point;

constexpr int least_calls = 15;

struct InterruptedMigration : testing::Test {
  std::optional<std::string> name_space() {
    if (database.value("select to_regclass('sent_source_data.deployment') is null") == "t") return std::nullopt;
    EXPECT_EQ(database.value("select count(*) from sent_source_data.deployment"), "1");
    return database.value("select namespace from sent_source_data.deployment");
  }
  void begin() {
    made.reset();
    database.exec("drop schema if exists sent_source_data, source_data cascade");
    if (from_first_version) begin_with_the_first_version();
  }
  void begin_with_the_first_version() {
    database.exec("create schema sent_source_data; set search_path to sent_source_data; " +
                  std::string(sql::ledger_0001_days_and_chunks));
    database.exec(
        "update sent_source_data.deployment set version = 1;"
        "insert into sent_source_data.days values ('2026-03-10');"
        "insert into sent_source_data.chunks (day, chunk) values ('2026-03-10', 0);"
        "insert into sent_source_data.rejected_events values "
        "('2026-03-10', 's', 'u', '00000000-0000-5000-8000-000000000001', '{}', 400, 'why')");
    made = name_space();
  }
  ProgramResult migrate() {
    return Job(database).set("database.url", proxy.url(database.name()))({"migrate", "--with-contract"});
  }
  void look_at_the_damage() {
    proxy.wait_until_unused();
    const auto now = name_space();
    if (made) expect_same(now);
    made = now;
  }
  void expect_same(const std::optional<std::string>& now) const { EXPECT_EQ(now, made) << "the namespace has changed"; }
  void look_at_the_end() {
    const auto now = name_space();
    EXPECT_TRUE(now.has_value());
    if (made) expect_same(now);
    if (from_first_version) {
      EXPECT_EQ(database.value("select chunk from sent_source_data.rejected_events"), "0");
    }
    EXPECT_EQ(migrate().exit_code, exits::complete);
    EXPECT_EQ(name_space(), now);
    EXPECT_EQ(database.value("select count(*) from source_data.sources"), "0");
  }
  void break_every_call(const std::string& name, BrokenCall how, const std::set<int>& exit_codes) {
    const Trial trial{.begin = [this] { begin(); },
                      .run = [this] { return migrate(); },
                      .exit_code = exits::complete,
                      .after_fault = [this](const ProgramResult&) { look_at_the_damage(); },
                      .at_the_end = [this] { look_at_the_end(); }};
    EXPECT_GE(enumerate(database_fault(name, proxy, std::move(how), exit_codes), trial), at_least(least_calls));
  }

  TestDatabase database{TestDatabase::With::nothing};
  PostgresProxy proxy{PostgresCluster::shared().port()};
  std::optional<std::string> made;
  bool from_first_version = false;
};

TEST_F(InterruptedMigration, CanBeRepeatedAfterALostCall) {
  break_every_call("cut off before the call", {.point = Point::before}, {exits::complete, exits::database_unavailable});
  break_every_call("cut off after the call", {.point = Point::after}, {exits::complete, exits::database_unavailable});
}

TEST_F(InterruptedMigration, CanBeRepeatedAfterAKill) {
  break_every_call("killed before the call", {.point = Point::before, .act = kill_program}, {exits::killed});
  break_every_call("killed after the call", {.point = Point::after, .act = kill_program}, {exits::killed});
}

TEST_F(InterruptedMigration, KeepsTheRowsOfTheFirstVersion) {
  from_first_version = true;
  break_every_call("cut off after the call", {.point = Point::after}, {exits::complete, exits::database_unavailable});
  break_every_call("killed before the call", {.point = Point::before, .act = kill_program}, {exits::killed});
}

}  // namespace
}  // namespace sent::tests
