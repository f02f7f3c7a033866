// SPDX-License-Identifier: Apache-2.0

// A ledger belongs to one deployment.

#include <gtest/gtest.h>

#include "support/deliveries/outcome.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};
const Arguments again{"backfill", "--from", sample_day, "--to", sample_day, "--resend"};

struct Deployments : testing::Test {
  Deployments() { database.load_sample(sample_day); }
  [[nodiscard]] Job job() const { return Job(database).to(receiver); }
  void expect_refused(const ProgramResult& result, const std::string& what) {
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find("opening the ledger: it belongs to another deployment: " + what), std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find("migrate --accept-change"), std::string::npos) << result.err;
  }

  mutable TestDatabase database;
  Receiver receiver;
};

TEST_F(Deployments, OfAnotherContractZoneOrReceiverAreRefusedWithWhatDiffers) {
  ASSERT_EQ(job()(run_day).exit_code, 0);
  const auto events = receiver.events().size();
  database.exec(
      "create schema other; create view other.sources as select * from sources; create view other.owners as "
      "select * from owners; create view other.owner_members as select * from owner_members; create view "
      "other.source_collaborators as select * from source_collaborators; create view other.source_calls as "
      "select * from source_calls; create view other.source_library_calls as select * from "
      "source_library_calls; create view other.source_destinations as select * from source_destinations");
  expect_refused(job().set("database.schema", "other")(again),
                 "database.schema is \"source_data\" in the ledger and \"other\" here");
  expect_refused(job().set("job.timezone", "Asia/Tokyo")(again),
                 "job.timezone is \"UTC\" in the ledger and \"Asia/Tokyo\" here");
  expect_refused(job().set("sink.preset", "file").set("sink.path", "-")(again),
                 "the receiver is \"custom 127.0.0.1/v1/batch\" in the ledger and \"file\" here");
  expect_refused(job().set("sink.url", receiver.url("localhost"))(again),
                 "the receiver is \"custom 127.0.0.1/v1/batch\" in the ledger and \"custom localhost/v1/batch\" here");
  EXPECT_EQ(receiver.events().size(), events);
  EXPECT_EQ(
      job().set("sink.preset", "file").set("sink.path", "-")({"run", "--date", sample_day, "--dry-run"}).exit_code, 0)
      << "a dry run sends nothing";
}

TEST_F(Deployments, AreRefusedWhicheverBeginsFirst) {
  ASSERT_EQ(job().set("job.timezone", "Asia/Tokyo")(run_day).exit_code, 0);
  expect_refused(job()(run_day), "job.timezone is \"Asia/Tokyo\" in the ledger and \"UTC\" here");
}

TEST_F(Deployments, MayChangeWhenThatIsAccepted) {
  ASSERT_EQ(job()(run_day).exit_code, 0);
  Job moved = job();
  moved.set("sink.url", receiver.url("localhost"));
  expect_refused(moved(again), "the receiver is");
  const auto check = moved({"check"});
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_NE(check.out.find("ledger_deployment"), std::string::npos) << check.out;
  const auto accepted = moved({"migrate", "--accept-change"});
  EXPECT_EQ(accepted.exit_code, 0) << accepted.err;
  EXPECT_NE(accepted.err.find("the ledger belongs to this deployment now: until now, the receiver is \"custom "
                              "127.0.0.1/v1/batch\""),
            std::string::npos)
      << accepted.err;
  EXPECT_EQ(moved(again).exit_code, 0);
  expect_refused(job()(again), "the receiver is");
  EXPECT_NE(moved({"migrate", "--accept-change"}).err.find("the ledger already belongs to this deployment"),
            std::string::npos);
}

TEST_F(Deployments, InOneDatabaseWorkSideBySideInTwoSchemas) {
  Receiver other;
  Job second = Job(database).to(other.url("localhost")).set("ledger.schema", "the \"second\" ledger");
  EXPECT_EQ(second(run_day).exit_code, 2) << "it has no ledger yet";
  ASSERT_EQ(second({"migrate"}).exit_code, 0);
  const auto due = due_events(job(), run_day);
  EXPECT_EQ(job()(run_day).exit_code, 0);
  EXPECT_EQ(second(run_day).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), due.size());
  EXPECT_EQ(other.events().size(), due.size());
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(database.value("select sum(delivered) from \"the \"\"second\"\" ledger\".chunks"),
            std::to_string(due.size()));
  const auto status = second({"status", "--from", sample_day, "--to", sample_day});
  EXPECT_EQ(status.exit_code, 0) << status.err;
}

}  // namespace
}  // namespace sent::tests
