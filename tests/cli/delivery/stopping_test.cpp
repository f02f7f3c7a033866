// SPDX-License-Identifier: Apache-2.0

// Ways to stop before the day is complete: a signal, the time budget, another worker.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <set>

#include "support/database/held_relation.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/program/job.hpp"
#include "support/servers/silent_postgres.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

struct Stopping : testing::Test {
  Stopping() { database.load_sample(sample_day); }

  Job slow() { return Job(database).to(receiver).set("sink.max_batch_events", "5").set("sink.concurrency", "1"); }
  std::size_t distinct_events() {
    std::set<std::string> distinct;
    for (const auto& event : receiver.events()) distinct.insert(event.raw);
    return distinct.size();
  }

  const Arguments run_day{"run", "--date", sample_day};
  TestDatabase database;
  Receiver receiver;
};

// The receiver sends the signal during the third request, so that the test depends on no time.
TEST_F(Stopping, TheNextRunContinuesAfterASignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const int code = 128 + signal;
    const int before = static_cast<int>(receiver.requests().size());
    receiver.set_handler([=](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number == before + 3) signal_program(signal);
      return std::nullopt;
    });
    const auto result = slow().set("sink.max_events_per_second", "50")(run_day);
    EXPECT_EQ(result.exit_code, code) << result.err;
    EXPECT_LT(receiver.events().size(), 51U);
    EXPECT_EQ(database.value("select worker is null from sent_source_data.chunks"), "t") << "the claim is given back";
    EXPECT_EQ(database.value("select max(exit_code) from sent_source_data.runs where run_id = (select max(run_id) from "
                             "sent_source_data.runs)"),
              std::to_string(code));
  }
  receiver.set_handler({});
  EXPECT_EQ(slow()(run_day).exit_code, 0);
  EXPECT_EQ(distinct_events(), 51U);
  EXPECT_EQ(database.value("select delivered from sent_source_data.chunks"), "51");
}

// The server blocks the read and sends nothing; the program cancels it on the server.
TEST_F(Stopping, ASignalEndsABlockedRead) {
  HeldRelation held(database, "source_library_calls");
  held.hold(database.url());
  const auto program = slow().start(run_day);
  ASSERT_TRUE(held.wait_for_reader());
  program->signal(SIGTERM);
  const auto result = program->wait();
  EXPECT_EQ(result.exit_code, 143) << result.err;
  EXPECT_TRUE(eventually([&] {
    return database.value("select count(*) from pg_stat_activity where query like 'copy%' and state = 'active'") == "0";
  }));
  EXPECT_EQ(receiver.requests().size(), 0U);
  EXPECT_EQ(database.value("select worker is null from sent_source_data.chunks"), "t") << "the claim is given back";
  held.release();
  EXPECT_EQ(slow()(run_day).exit_code, 0);
}

// While it connects, and while it waits for an answer.
TEST_F(Stopping, ASignalEndsARunWithASilentDatabase) {
  for (const auto from : {SilentPostgres::SilentFrom::startup, SilentPostgres::SilentFrom::first_statement}) {
    SilentPostgres silent(from);
    for (const std::string setting : {"database.url", "ledger.url"}) {
      const auto program = slow().set("database.connect_timeout", "1h").set(setting, silent.url()).start(run_day);
      ASSERT_TRUE(silent.wait_for_client());
      program->signal(SIGTERM);
      const auto result = program->wait();
      EXPECT_EQ(result.exit_code, 143) << setting << "\n" << result.err;
    }
  }
}

TEST_F(Stopping, ASignalEndsARunWhoseFileAnotherProcessHasLocked) {
  const TemporaryDirectory directory;
  const std::string path = directory.file("events.ndjson");
  const int other = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(flock(other, LOCK_EX), 0);
  const auto program =
      Job(database).set("sink.preset", "file").set("sink.path", path).set("job.grace", "100ms").start(run_day);
  EXPECT_TRUE(eventually(
      [&] { return database.value("select count(*) from sent_source_data.chunks where worker is not null") == "1"; }));
  program->signal(SIGTERM);
  const auto result = program->wait();
  EXPECT_EQ(result.exit_code, 143) << result.err;
  EXPECT_EQ(std::filesystem::file_size(path), 0U);
  close(other);
}

TEST_F(Stopping, TheNextRunContinuesAfterASpentTimeBudget) {
  const auto result = slow().set("sink.max_events_per_second", "20").set("job.time_budget", "1s")(run_day);
  EXPECT_EQ(result.exit_code, 6) << result.err;
  EXPECT_NE(result.err.find("job.time_budget of 1 s is spent"), std::string::npos);
  EXPECT_EQ(slow()(run_day).exit_code, 0);
  EXPECT_EQ(distinct_events(), 51U);
}

TEST_F(Stopping, AnotherWorkersChunkIsTakenOverOnlyAfterItsLease) {
  database.exec("insert into sent_source_data.days values ('" + sample_day + "')");
  database.exec("insert into sent_source_data.chunks (day, chunk, worker, lease_until) values ('" + sample_day +
                "', 0, 'elsewhere:1', now() + interval '1 hour')");
  const auto refused = slow()({"run", "--date", sample_day, "--no-wait"});
  EXPECT_EQ(refused.exit_code, 7) << refused.err;
  EXPECT_EQ(receiver.requests().size(), 0U);
  database.exec("update sent_source_data.chunks set lease_until = now() - interval '1 second'");
  EXPECT_EQ(slow()({"run", "--date", sample_day, "--no-wait"}).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), 51U);
}

}  // namespace
}  // namespace sent::tests
