// SPDX-License-Identifier: Apache-2.0

// The ledger's database loses transactions while a run is under way, as by a fail-over or a restore: the run notices,
// sends what is in doubt again, and loses nothing.

#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <set>

#include "support/database/test_session.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

// Runs `lose` on the ledger at the N-th request, before its answer.
struct RestoredLedger : testing::Test {
  RestoredLedger() { database.load_sample(sample_day); }

  void run_and_lose(int request, const std::string& lose) {
    due = due_events(job, run_day);
    receiver.set_handler([=, this](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number == request && !lost.exchange(true)) lose_once_recorded(lose);
      return std::nullopt;
    });
    result = job(run_day);
  }
  // The run records progress while it waits for the answer.
  void lose_once_recorded(const std::string& lose) {
    TestSession session(database.url());
    EXPECT_TRUE(eventually([&] {
      return session.value(
                 "select coalesce(max(step) > 1 and max(delivered + rejected) > 0, false) from "
                 "sent_source_data.chunks") == "t";
    }));
    session.exec(lose);
  }
  void expect_everything() {
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_all_delivered(due, raw_events(receiver), database);
    EXPECT_EQ(database.value("select sum(planned) = sum(delivered + rejected) from sent_source_data.chunks"), "t");
    EXPECT_EQ(database.value("select sum(planned) from sent_source_data.chunks"), std::to_string(due.size()));
  }

  TestDatabase database;
  Receiver receiver;
  std::atomic<bool> lost = false;
  Job job = Job(database).to(receiver).set("sink.max_batch_events", "5").set("sink.concurrency", "1");
  std::set<std::string> due;
  ProgramResult result;
};

TEST_F(RestoredLedger, WithoutProgressThatWasRecordedIsNoticed) {
  run_and_lose(7,
               "update sent_source_data.chunks set step = 1, after_source = null, after_user = null, ahead = '[]', "
               "delivered = 0, rejected = 0, settled_ids = 0");
  expect_everything();
  EXPECT_NE(result.err.find("the ledger does not know what this run recorded before"), std::string::npos) << result.err;
}

TEST_F(RestoredLedger, WithoutTheClaimIsNoticed) {
  run_and_lose(
      5,
      "update sent_source_data.chunks set step = 0, fence = 0, worker = null, leased_at = null, lease_until = "
      "null, planned = null, after_source = null, after_user = null, ahead = '[]', delivered = 0, rejected = 0, "
      "settled_ids = 0");
  expect_everything();
}

TEST_F(RestoredLedger, WithoutTheDayBeginsItOnceMore) {
  run_and_lose(5, "delete from sent_source_data.days");
  expect_everything();
  EXPECT_NE(result.err.find("the ledger has lost a day that this run had begun"), std::string::npos) << result.err;
}

// At the last request of the day.
TEST_F(RestoredLedger, WithoutItsRowsOfRunsAndDaysIsFilledAgain) {
  run_and_lose(11, "delete from sent_source_data.days; delete from sent_source_data.runs");
  expect_everything();
  EXPECT_NE(result.err.find("the ledger has lost the row of this run"), std::string::npos) << result.err;
}

// The run has completed its first day and is sending the second one when the ledger forgets the first.
TEST_F(RestoredLedger, WithoutACompletedDayIsAskedAtTheEndOfTheRun) {
  const Arguments two_days{"backfill", "--from", "2026-03-09", "--to", sample_day};
  due = due_events(job, two_days);
  receiver.set_handler([&](int, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
    const bool first_is_complete = database.value(
                                       "select count(*) from sent_source_data.chunks where day = '2026-03-09' and "
                                       "completed_at is not null") == "1";
    if (first_is_complete && !lost.exchange(true))
      database.exec("delete from sent_source_data.days where day = '2026-03-09'");
    return std::nullopt;
  });
  result = job(two_days);
  EXPECT_TRUE(lost);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select string_agg(day::text, ' ' order by day) from sent_source_data.chunks where "
                           "completed_at is not null"),
            std::string("2026-03-09 ") + sample_day);
  const auto arrived = raw_events(receiver);
  EXPECT_EQ(std::set<std::string>(arrived.begin(), arrived.end()), due);
}

// Rejected events that were recorded after the claim was replicated, and are not on the new primary.
TEST_F(RestoredLedger, WithoutRejectedEventsKeepsThemAgain) {
  due = due_events(job, run_day);
  const auto refused = nlohmann::json::parse(*due.begin()).at("userId");
  receiver.set_handler([&](int number, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
    if (number == 9 && !lost.exchange(true)) {
      lose_once_recorded(
          "delete from sent_source_data.rejected_events; update sent_source_data.chunks set step = 1, after_source "
          "= null, after_user = null, ahead = '[]', delivered = 0, rejected = 0, settled_ids = 0");
    }
    for (const auto& event : body.at("batch")) {
      if (event.at("userId") == refused) return ScriptedAnswer{400, "no", {}};
    }
    return std::nullopt;
  });
  result = job(run_day);
  EXPECT_TRUE(lost);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(database.value("select sum(planned) = sum(delivered + rejected) and sum(rejected) = (select count(*) from "
                           "sent_source_data.rejected_events) from sent_source_data.chunks"),
            "t");
  EXPECT_EQ(database.value("select sum(planned) from sent_source_data.chunks"), std::to_string(due.size()));
}

}  // namespace
}  // namespace sent::tests
