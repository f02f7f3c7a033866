// SPDX-License-Identifier: Apache-2.0

// PostgreSQL restarts at known points of a run, cleanly or as after a crash.

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "support/database/held_relation.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

using Shutdown = PostgresCluster::Shutdown;

const Arguments run_day{"run", "--date", sample_day};

struct Restarts : testing::TestWithParam<Shutdown> {
  static void SetUpTestSuite() { cluster = std::make_unique<PostgresCluster>(PostgresCluster::ServerSettings{}); }
  static void TearDownTestSuite() { cluster.reset(); }

  Restarts() { database.load_sample(sample_day); }

  // Patient enough for any restart. The lease is short because a run that gives up cannot release it.
  Job job() {
    return Job(database)
        .to(receiver)
        .set("sink.max_batch_events", "5")
        .set("sink.concurrency", "2")
        .set("job.lease", "2s")
        .set("database.max_attempts", "100")
        .set("database.backoff", "100ms");
  }
  void restart_while_reading(const std::string& relation);
  // Calls `act` in the receiver while the third request is in flight.
  void at_third_request(const std::function<void()>& act) {
    receiver.set_handler([=](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number == 3) act();
      return std::nullopt;
    });
  }
  void expect_delivered() {
    database.reconnect();
    expect_all_delivered(due, raw_events(receiver), database);
    EXPECT_TRUE(receiver.violations().empty());
  }
  void expect_survived(const ProgramResult& disturbed) {
    EXPECT_EQ(disturbed.exit_code, 0) << disturbed.err;
    EXPECT_NE(disturbed.err.find("database error; retrying"), std::string::npos) << "it was not disturbed\n"
                                                                                 << disturbed.err;
    expect_delivered();
  }

  static std::unique_ptr<PostgresCluster> cluster;
  TestDatabase database{*cluster};
  Receiver receiver;
  std::set<std::string> due;
};

std::unique_ptr<PostgresCluster> Restarts::cluster;

void Restarts::restart_while_reading(const std::string& relation) {
  due = due_events(job(), run_day);
  HeldRelation held(database, relation);
  held.hold(database.url());
  const auto program = job().start(run_day);
  EXPECT_TRUE(held.wait_for_reader());
  cluster->restart(GetParam());
  held.release();
  expect_survived(program->wait());
}

TEST_P(Restarts, WhileReadingPeopleLoseNothing) { restart_while_reading("owner_members"); }

TEST_P(Restarts, WhileReadingCountersOnTheFirstConnectionLoseNothing) { restart_while_reading("source_calls"); }

TEST_P(Restarts, WhileReadingCountersOnTheSecondConnectionLoseNothing) {
  restart_while_reading("source_library_calls");
}

TEST_P(Restarts, WhileRecordingLoseNothing) {
  due = due_events(job(), run_day);
  TestSession other(database.url());
  std::atomic<bool> locked{false};
  at_third_request([&] {
    other.exec("begin; select from sent_source_data.chunks for update");
    locked = true;
  });
  // With such a long lease, only recording locks the row.
  const auto program = job().set("job.lease", "1h").start(run_day);
  EXPECT_TRUE(eventually([&] { return locked.load(); }));
  EXPECT_TRUE(eventually([&] {
    return database.value(
               "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and "
               "query like '%after_source = %' and datname = current_database()") != "0";
  }));
  cluster->restart(GetParam());
  expect_survived(program->wait());
}

TEST_P(Restarts, WhileRequestsAreInFlightLoseNothing) {
  due = due_events(job(), run_day);
  at_third_request([&] { cluster->restart(GetParam()); });
  expect_survived(job()(run_day));
}

TEST_P(Restarts, ThatTakeTooLongEndTheRun) {
  due = due_events(job(), run_day);
  at_third_request([&] { cluster->stop(GetParam()); });
  const auto alone = job().set("database.max_attempts", "2")(run_day);
  EXPECT_EQ(alone.exit_code, 4) << alone.err;
  cluster->start();
  receiver.set_handler({});
  const auto next = job()(run_day);
  EXPECT_EQ(next.exit_code, 0) << next.err;
  expect_delivered();
}

INSTANTIATE_TEST_SUITE_P(Postgres, Restarts, testing::Values(Shutdown::fast, Shutdown::immediate),
                         [](const auto& way) { return way.param == Shutdown::fast ? "Fast" : "Immediate"; });

}  // namespace
}  // namespace sent::tests
