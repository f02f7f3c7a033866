// SPDX-License-Identifier: Apache-2.0

// sql/examples/event_table.sql: which days its roll-up closes, and how a refresh affects a run.

#include <gtest/gtest.h>

#include <algorithm>

#include "support/database/example.hpp"
#include "support/database/held_relation.hpp"
#include "support/database/psql.hpp"
#include "support/deliveries/naive_events.hpp"
#include "support/deliveries/outcome.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct RollUp : testing::Test {
  RollUp() { EXPECT_EQ(job()({"migrate"}).exit_code, 0); }

  Job job() { return example.job().to(receiver); }
  void refreshed_at(const std::string& instant) {
    database.exec("update app.roll_up set refreshed_at = '" + instant + "'");
  }
  void expect_not_final(const std::string& reason) {
    const auto result = job()(run_day);
    EXPECT_EQ(result.exit_code, 8) << result.err;
    EXPECT_NE(result.err.find(reason), std::string::npos) << result.err;
    EXPECT_TRUE(receiver.requests().empty());
  }
  std::set<std::string> naive() {
    std::set<std::string> events;
    const auto name_space = database.value("select namespace from sent_source_data.deployment");
    const NaiveRules rules{.schema = "source_data", .name_space = name_space};
    for (const auto& [key, event] : naive_events(database, rules, sample_day)) events.insert(event);
    return events;
  }

  Example example{"event_table"};
  TestDatabase& database{example.database()};
  Receiver receiver;
};

TEST_F(RollUp, KeepsADayOpenUntilARefreshAnHourAfterItsEnd) {
  refreshed_at("2026-03-11 00:30Z");
  database.exec("insert into app.events values ('known', '2026-03-10 23:59:59Z', 'alias', 'late')");
  expect_not_final("usage_complete says that counters are final through 2026-03-09");
  example.refresh();
  const auto result = job()(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto expected = naive();
  expect_all_delivered(expected, raw_events(receiver), database);
  const auto is_late = [](const std::string& event) { return event.find("libraryLate") != std::string::npos; };
  EXPECT_TRUE(std::ranges::any_of(expected, is_late));
}

TEST_F(RollUp, KeepsEveryDayOpenBeforeTheFirstRefresh) {
  database.exec("update app.roll_up set refreshed_at = null");
  expect_not_final("usage_complete.through is NULL");
}

TEST_F(RollUp, ClosesADayByTheTimeOfTheRefresh) {
  const auto through = [&](const std::string& instant) {
    refreshed_at(instant);
    return database.value("select through from source_data.usage_complete");
  };
  EXPECT_EQ(through("2026-03-11 00:30Z"), "2026-03-09");
  EXPECT_EQ(through("2026-03-11 00:59:59.999999Z"), "2026-03-09");
  EXPECT_EQ(through("2026-03-11 01:00Z"), "2026-03-10");
  EXPECT_EQ(through("2026-03-12 00:59Z"), "2026-03-10");
}

// A refresh that another one blocks before its end.
TEST_F(RollUp, IsRefreshedCompletelyOrNotAtAll) {
  const std::string before = database.value("select refreshed_at from app.roll_up");
  TestSession blocked(database.url());
  blocked.exec("begin; refresh materialized view concurrently app.daily_usage");
  const std::string impatient = database.url() + "?options=-c%20lock_timeout%3D100";
  EXPECT_THROW(run_psql(impatient, "sql/examples/event_table_refresh.sql"), std::runtime_error);
  blocked.exec("rollback");
  EXPECT_EQ(database.value("select refreshed_at from app.roll_up"), before)
      << "the day was called final without its counters";
}

TEST_F(RollUp, CountsALateEventAfterTheNextRefreshAndInAResend) {
  ASSERT_EQ(job()(run_day).exit_code, 0);
  const auto sent = receiver.events().size();
  database.exec("insert into app.events values ('known', '2026-03-10 12:00Z', 'alias', 'late')");
  example.refresh();
  EXPECT_EQ(job()(run_day).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), sent);
  EXPECT_EQ(job()({"backfill", "--from", sample_day, "--to", sample_day, "--resend"}).exit_code, 0);
  const auto all = raw_events(receiver);
  EXPECT_EQ(std::set<std::string>(all.begin() + static_cast<std::ptrdiff_t>(sent), all.end()), naive());
}

TEST_F(RollUp, CanBeRefreshedWhileARunReadsItsOldSnapshot) {
  const auto due = due_events(job(), run_day);
  HeldRelation owners(database, "owners");
  database.exec("grant select on owners to " + Roles::reader);
  owners.hold(database.url());
  const auto running = job().start(run_day);
  ASSERT_TRUE(owners.wait_for_reader());
  database.exec("insert into app.events select source, '2026-03-10 12:00Z', 'alias', 'late' from app.sources");
  run_psql(database.url() + "?options=-c%20lock_timeout%3D10s", "sql/examples/event_table_refresh.sql");
  owners.release();
  const auto result = running->wait();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_NE(naive(), due) << "the refresh changed nothing";
}

}  // namespace
}  // namespace sent::tests
