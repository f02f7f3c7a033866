// SPDX-License-Identifier: Apache-2.0

// The days of a run: closing, catching up, days without data.

#include <gtest/gtest.h>

#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

struct Days : testing::Test {
  Days() : yesterday(database.value("select ((now() at time zone 'UTC')::date - 1)::text")) {
    database.load_sample(yesterday);
    database.exec("drop table usage_complete");
  }

  std::string day(int before) {
    return database.value("select ('" + yesterday + "'::date - " + std::to_string(before) + ")::text");
  }
  // In the order in which they were completed.
  std::string delivered_days() {
    return database.value(
        "select coalesce(string_agg(day::text || ':' || planned, ' ' order by completed_at), '') "
        "from sent_source_data.chunks where completed_at is not null");
  }

  TestDatabase database;
  const std::string yesterday;
  Receiver receiver;
  Job job = Job(database).to(receiver).set("job.settle", "0s");
};

TEST_F(Days, ADayWithoutDataIsCompleteWithZeroEventsAndNotMissing) {
  database.exec("delete from source_calls where day = '" + day(1) + "'");
  ASSERT_EQ(job({"backfill", "--from", day(2), "--to", day(2)}).exit_code, 0);
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days where day = '" + day(1) + "'"), "0")
      << "missing";
  const auto requests = receiver.requests().size();
  EXPECT_EQ(job({"backfill", "--from", day(1), "--to", day(1)}).exit_code, 0);
  EXPECT_EQ(receiver.requests().size(), requests);
  EXPECT_EQ(database.value("select planned from sent_source_data.chunks where day = '" + day(1) + "'"), "0");
  const auto again = job({"run", "--date", day(1)});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_NE(again.err.find("the day is already complete"), std::string::npos);
}

TEST_F(Days, ADayWithFewCallsIsNotClosedIfThatIsAskedFor) {
  database.exec("delete from source_calls where day = '" + yesterday + "' and source_id >= 'acme-03'");
  const Job held = Job(job).set("job.min_share", "0.5");
  for (const Arguments& command :
       {Arguments{"run", "--date", yesterday}, Arguments{"run"}, Arguments{"run", "--dry-run"}}) {
    const auto result = held(command);
    EXPECT_EQ(result.exit_code, 8) << result.err;
    EXPECT_NE(result.err.find("% of the mean of the 6 days before it, and job.min_share is 0.5"), std::string::npos)
        << result.err;
  }
  EXPECT_EQ(delivered_days(), "");
  // The day before has as many as usual.
  EXPECT_EQ(held({"run", "--date", day(1)}).exit_code, 0);
  // What says that a day is final decides, and a day that is delivered stays so.
  database.exec("create table usage_complete (through date); insert into usage_complete values ('" + yesterday + "')");
  EXPECT_EQ(held({"run", "--date", yesterday}).exit_code, 0);
  database.exec("drop table usage_complete");
  EXPECT_EQ(held({"run", "--date", yesterday}).exit_code, 0);
}

TEST_F(Days, ADayWithFewCallsIsOnlyReportedOtherwise) {
  database.exec("delete from source_calls where day = '" + yesterday + "' and source_id >= 'acme-03'");
  const auto result = job({"run", "--date", yesterday});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("kind=few_calls relation=source_calls"), std::string::npos) << result.err;
}

TEST_F(Days, ADatabaseWithoutSourcesStillDeliversItsDays) {
  database.exec("truncate sources, source_calls, source_library_calls, source_collaborators, source_destinations");
  EXPECT_EQ(job({"run"}).exit_code, 0);
  EXPECT_EQ(delivered_days(), yesterday + ":0");
}

TEST_F(Days, MissedDaysAreSentFirstFromTheOldest) {
  ASSERT_EQ(job({"run", "--date", day(3)}).exit_code, 0);
  ASSERT_EQ(job({"run", "--date", day(1)}).exit_code, 0);
  const auto first = delivered_days();
  EXPECT_EQ(job({"run"}).exit_code, 0);
  const auto all = delivered_days();
  EXPECT_EQ(all.substr(0, first.size()), first);
  EXPECT_LT(all.find(day(2)), all.find(yesterday));
  EXPECT_EQ(database.value("select count(distinct day) from sent_source_data.chunks"), "4");
}

TEST_F(Days, CatchingUpStaysWithinItsLimitAndTheFirstDay) {
  EXPECT_EQ(job({"run"}).exit_code, 0);
  EXPECT_EQ(database.value("select min(day) from sent_source_data.days"), yesterday)
      << "a first run catches up on nothing";
  ASSERT_EQ(job({"run", "--date", day(9)}).exit_code, 0);
  EXPECT_EQ(Job(database).to(receiver).set("job.settle", "0s").set("job.catch_up_days", "2")({"run"}).exit_code, 0);
  EXPECT_EQ(database.value("select string_agg(day::text, ' ' order by day) from sent_source_data.days"),
            day(9) + " " + day(2) + " " + day(1) + " " + yesterday);
}

// An outage that lasted longer than job.catch_up_days.
TEST_F(Days, OlderThanTheCatchUpAreNamedAndCountedUntilTheyAreBackfilled) {
  TemporaryDirectory directory;
  job.set("job.catch_up_days", "2").set("metrics.textfile", directory.file("job.prom"));
  ASSERT_EQ(job({"run", "--date", day(9)}).exit_code, 0);
  ASSERT_EQ(job({"run", "--date", day(6)}).exit_code, 0);
  const auto expect_named = [](const ProgramResult& result, const std::string& from, const std::string& to,
                               bool named) {
    const auto hint = "backfill --from " + from + " --to " + to;
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err.find(hint) != std::string::npos, named) << hint << "\n" << result.err;
  };
  const auto nightly = job({"run"});
  expect_named(nightly, day(8), day(7), true);
  expect_named(nightly, day(5), day(3), true);
  EXPECT_NE(content_of(directory.file("job.prom")).find("sent_source_data_undelivered 5\n"), std::string::npos);
  ASSERT_EQ(job({"backfill", "--from", day(8), "--to", day(7)}).exit_code, 0);
  const auto next = job({"run"});
  expect_named(next, day(8), day(7), false);
  expect_named(next, day(5), day(3), true);
  EXPECT_NE(content_of(directory.file("job.prom")).find("sent_source_data_undelivered 3\n"), std::string::npos);
}

TEST_F(Days, AnUnclosedDayIsReportedAndLeftForLater) {
  database.exec("create table usage_complete (through date); insert into usage_complete values ('" + day(1) + "')");
  ASSERT_EQ(job({"run", "--date", day(2)}).exit_code, 0);
  const auto result = job({"run"});
  EXPECT_EQ(result.exit_code, 8) << result.err;
  EXPECT_NE(result.err.find(yesterday + " is not closed"), std::string::npos);
  EXPECT_EQ(database.value("select max(day) from sent_source_data.chunks where completed_at is not null"), day(1))
      << "what was missed is delivered all the same";
  database.exec("update usage_complete set through = '" + yesterday + "'");
  EXPECT_EQ(job({"run"}).exit_code, 0);
}

TEST_F(Days, ADayClosesAfterItsSettleTime) {
  EXPECT_EQ(Job(database).to(receiver).set("job.settle", "48h")({"run", "--date", yesterday}).exit_code, 8);
  EXPECT_EQ(receiver.requests().size(), 0U);
}

Environment clock_moved(const std::string& by) {
  return {{"LD_PRELOAD", SENT_FAKETIME}, {"FAKETIME", by}, {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
}

// With a settle time of four days, a clock may be three days off.
TEST_F(Days, TheDatabasesClockDecidesTheDate) {
  const auto not_closed = Job(database).to(receiver).set("job.settle", "96h")({"run"}, clock_moved("+3d"));
  EXPECT_EQ(not_closed.exit_code, 8) << "yesterday by the database's clock: " << not_closed.err;
}

// A day that has not ended would be sent, or a dead worker's lease would stand for too long.
TEST_F(Days, ADatabaseWhoseClockIsWrongIsRefused) {
  for (const std::string by : {"-1d", "+1d", "+3h", "-3h"}) {
    const auto result = job({"run"}, clock_moved(by));
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find("comparing the clock of database.url with this machine's"), std::string::npos);
  }
  EXPECT_EQ(receiver.requests().size(), 0U);
  EXPECT_EQ(database.value("select count(*) from sent_source_data.runs"), "0");
}

// The job's clock is two minutes ahead of the database's clock, which still decides.
TEST_F(Days, ClocksThatDifferByMoreThanAMinuteAreReported) {
  const Job patient = Job(database).to(receiver).set("job.settle", "10m");
  const auto result = patient({"run", "--date", day(1)}, clock_moved("+2m"));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("the clocks of the database and of this machine differ"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("database_ahead_s=-1"), std::string::npos) << "-119 or -120: " << result.err;
  EXPECT_EQ(patient({"run", "--date", day(1)}).err.find("differ"), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
