// SPDX-License-Identifier: Apache-2.0

// No transaction on the counters is open while events are sent: everything that the days of a chunk need is read first.

#include <gtest/gtest.h>

#include "support/program/job.hpp"

namespace sent::tests {
namespace {

const Arguments three_days{"backfill", "--from", "2026-03-08", "--to", sample_day};

struct OpenTransaction : testing::Test {
  OpenTransaction() { database.load_sample(sample_day); }

  TestDatabase database;
  TestDatabase ledger;
  Receiver receiver;
};

TEST_F(OpenTransaction, IsNoneWhileEventsAreSent) {
  TestSession watcher(database.url());
  std::vector<std::string> seen;
  receiver.set_handler([&](int, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
    seen.push_back(
        watcher.value("select count(*) || ' sessions, open: ' || count(xact_start) from "
                      "pg_stat_activity where datname = current_database() and application_name = 'sent-source-data'"));
    return std::nullopt;
  });
  const auto result =
      Job(database).to(receiver).set("ledger.url", ledger.url()).set("sink.max_batch_events", "20")(three_days);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_GT(seen.size(), 3U);
  for (const std::string& one : seen) {
    EXPECT_TRUE(one.ends_with("open: 0")) << one;
    EXPECT_FALSE(one.starts_with("0 sessions")) << "there is nothing to see";
  }
}

// The server ends transactions of this role that are idle for a millisecond, and the receiver takes longer.
TEST_F(OpenTransaction, IsNotMissedByAServerThatEndsIdleOnes) {
  database.exec("alter role postgres in database \"" + database.name() +
                "\" set idle_in_transaction_session_timeout = '1ms'");
  receiver.set_handler([](int, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
    ScriptedAnswer slow;
    slow.delay = std::chrono::milliseconds{100};
    slow.takes_events = true;
    return slow;
  });
  const auto result = Job(database).to(receiver).set("sink.max_batch_events", "20")(three_days);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err.find("SQLSTATE"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace sent::tests
