// SPDX-License-Identifier: Apache-2.0

// A --resend is a generation of its days: its workers share it, and a worker that is started again continues
// it.

#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "support/deliveries/outcome.hpp"
#include "support/receivers/held_requests.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

struct Resend : testing::Test {
  Resend() {
    database.load_sample(sample_day);
    EXPECT_EQ(job({"backfill", "--from", "2026-03-08", "--to", sample_day}).exit_code, 0);
    due = receiver.events().size();
  }
  [[nodiscard]] std::size_t sent_again() const { return receiver.events().size() - due; }

  TestDatabase database;
  Receiver receiver;
  Job job =
      Job(database).to(receiver).set("sink.max_batch_events", "5").set("sink.concurrency", "1").set("job.lease", "1s");
  const Arguments again{"backfill", "--from", "2026-03-08", "--to", sample_day, "--resend"};
  std::size_t due = 0;
};

TEST_F(Resend, SendsEachDayOnceHoweverManyWorkersItHas) {
  std::vector<std::unique_ptr<RunningProgram>> workers;
  for (int i = 0; i < 3; ++i) workers.push_back(job.start(again));
  for (const auto& worker : workers) EXPECT_EQ(worker->wait().exit_code, 0);
  EXPECT_EQ(sent_again(), due);
}

TEST_F(Resend, SendsEverythingAgainEachTimeItIsAskedTo) {
  for (std::size_t time = 1; time <= 3; ++time) {
    EXPECT_EQ(job(again).exit_code, 0);
    EXPECT_EQ(sent_again(), time * due);
  }
}

// Whatever the database's clock said when the days were completed.
TEST_F(Resend, SendsDaysThatWereCompletedInTheFuture) {
  database.exec("update sent_source_data.chunks set completed_at = now() + interval '1 day'");
  EXPECT_EQ(job(again).exit_code, 0);
  EXPECT_EQ(sent_again(), due);
}

// As Kubernetes starts the pod of a job again: in the middle, and when other workers have finished everything.
TEST_F(Resend, IsContinuedByAWorkerThatWasKilledAndIsStartedAgain) {
  HeldRequests held(receiver, 10);
  const auto killed = job.start(again);
  held.await();
  killed->signal(SIGKILL);
  (void)killed->wait();
  held.release();
  const std::size_t before = sent_again();
  EXPECT_EQ(job(again).exit_code, 0);
  EXPECT_GE(sent_again(), due);
  EXPECT_LE(sent_again(), due + 5) << "only the batch in doubt is sent twice";
  EXPECT_GT(before, 0U);
  const std::size_t all = sent_again();
  EXPECT_EQ(job(again).exit_code, 0);
  EXPECT_EQ(sent_again(), all + due) << "it was continued, and the next one is new";
}

TEST_F(Resend, OfACompletedRangeIsNotRepeatedByAWorkerThatWasKilledBeforeItsEnd) {
  HeldRequests held(receiver, 3);
  const auto killed = job.start(again);
  held.await();
  const auto other = job.start(again);
  EXPECT_TRUE(eventually(
      [&] { return database.value("select count(*) from sent_source_data.runs where resend is not null") == "2"; }));
  // Its lease is renewed once more, which shows that it was alive after the other one began.
  EXPECT_TRUE(eventually([&] {
    return database.value(
               "select seen > (select max(began) from sent_source_data.runs) from sent_source_data.runs where resend "
               "is not "
               "null order by run_id limit 1") == "t";
  }));
  killed->signal(SIGKILL);
  (void)killed->wait();
  held.release();
  EXPECT_EQ(other->wait().exit_code, 0);
  const std::size_t all = sent_again();
  EXPECT_EQ(job(again).exit_code, 0) << "the killed worker, started again";
  EXPECT_EQ(sent_again(), all);
}

}  // namespace
}  // namespace sent::tests
