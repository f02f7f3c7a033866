// SPDX-License-Identifier: Apache-2.0

// `replay` sends rejected events again.

#include <gtest/gtest.h>

#include <set>

#include "support/program/job.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

struct Replay : testing::Test {
  Replay() {
    database.load_sample(sample_day);
    refuse({"solo", "ada"});
  }

  // Answers 422 to batches that contain an event of one of `users`.
  void refuse(const std::set<std::string>& users) {
    receiver.set_handler([users](int, const Json& body) -> std::optional<ScriptedAnswer> {
      for (const auto& event : body["batch"]) {
        if (users.contains(event["userId"])) return ScriptedAnswer{.status = 422, .body = "not them", .headers = {}};
      }
      return std::nullopt;
    });
  }
  ProgramResult run() { return job({"run", "--date", sample_day}); }
  std::string counts() {
    return database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks");
  }
  std::string rejected() { return database.value("select count(*) from sent_source_data.rejected_events"); }

  TestDatabase database;
  Receiver receiver;
  Job job = Job(database).to(receiver);
};

TEST_F(Replay, AnAcceptedEventCountsAsDeliveredWithTheSameBytes) {
  EXPECT_EQ(run().exit_code, 3);
  std::multiset<std::string> payloads;
  for (const auto& row : database.query("select payload from sent_source_data.rejected_events"))
    payloads.insert(*row[0]);
  EXPECT_EQ(payloads.size(), 17U);
  const std::size_t before = receiver.events().size();
  refuse({});
  const auto replayed = job({"replay"});
  EXPECT_EQ(replayed.exit_code, 0) << replayed.err;
  std::multiset<std::string> sent;
  for (std::size_t i = before; i < receiver.events().size(); ++i) sent.insert(receiver.events()[i].raw);
  EXPECT_EQ(sent, payloads);
  EXPECT_EQ(counts(), "51 51 0");
  EXPECT_EQ(rejected(), "0");
  EXPECT_EQ(run().exit_code, 0) << "the day's state is complete now";
  EXPECT_EQ(job({"replay"}).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), 51U);
}

TEST_F(Replay, NobodyWhoIsSuppressedSinceGetsAnEvent) {
  EXPECT_EQ(run().exit_code, 3);
  const std::size_t before = receiver.events().size();
  refuse({});
  database.exec("insert into source_data.suppressed_users values ('ada')");
  const auto replayed = job({"replay"});
  EXPECT_EQ(replayed.exit_code, 3) << replayed.err;
  for (std::size_t i = before; i < receiver.events().size(); ++i)
    EXPECT_EQ(receiver.events()[i].raw.find("\"userId\":\"ada\""), std::string::npos);
  EXPECT_GT(receiver.events().size(), before);
  EXPECT_EQ(database.value("select count(*) from sent_source_data.rejected_events where user_id <> 'ada'"), "0");
  EXPECT_NE(database.value("select min(reason) from sent_source_data.rejected_events").find("suppressed_users"),
            std::string::npos);
}

TEST_F(Replay, AnEventRejectedAgainStaysWithItsNewestAnswer) {
  EXPECT_EQ(run().exit_code, 3);
  refuse({"ada"});
  EXPECT_EQ(job({"replay", "--day", sample_day}).exit_code, 3);
  EXPECT_EQ(counts(), "51 35 16");
  EXPECT_EQ(database.value("select string_agg(distinct user_id, ' ') from sent_source_data.rejected_events"), "ada");
  EXPECT_EQ(database.value("select count(distinct run_id) from sent_source_data.runs where command = 'replay' and "
                           "exit_code = 3 and delivered = 1 and rejected = 16"),
            "1");
}

// A run stops if a receiver refuses everything, because the events are probably good. The events of a replay were
// refused before, so it does not stop.
TEST_F(Replay, AllEventsMayBeRejectedAgain) {
  database.exec("insert into owner_members select 'w-acme', 'bad-' || i, null, null from generate_series(1, 20) i");
  std::set<std::string> bad;
  for (int i = 1; i <= 20; ++i) bad.insert("bad-" + std::to_string(i));
  refuse(bad);
  EXPECT_EQ(run().exit_code, 3);
  EXPECT_EQ(rejected(), "320");
  EXPECT_EQ(job({"replay"}).exit_code, 3);
  EXPECT_EQ(rejected(), "320");
}

TEST_F(Replay, ADayWithoutRejectedEventsIsLeftAlone) {
  EXPECT_EQ(run().exit_code, 3);
  const std::size_t before = receiver.requests().size();
  const auto other = job({"replay", "--day", "2026-03-09"});
  EXPECT_EQ(other.exit_code, 0);
  EXPECT_NE(other.err.find("no rejected event"), std::string::npos);
  EXPECT_EQ(receiver.requests().size(), before);
}

TEST_F(Replay, ATooLargeEventIsSentWhenTheLimitAllowsIt) {
  refuse({});
  database.exec("update sources set slug = repeat('x', 31000) where source_id = 'solo-1'");
  EXPECT_EQ(Job(database).to(receiver).set("sink.max_event_bytes", "20000")({"run", "--date", sample_day}).exit_code,
            3);
  EXPECT_EQ(Job(database).to(receiver).set("sink.max_event_bytes", "20000")({"replay"}).exit_code, 3);
  EXPECT_EQ(rejected(), "1");
  EXPECT_EQ(job({"replay"}).exit_code, 0);
  EXPECT_EQ(counts(), "51 51 0");
}

TEST_F(Replay, EventsAcceptedBeforeAFailureStayRecorded) {
  EXPECT_EQ(run().exit_code, 3);
  receiver.set_handler([before = static_cast<int>(receiver.requests().size())](
                           int number, const Json&) -> std::optional<ScriptedAnswer> {
    if (number - before <= 2) return std::nullopt;
    return ScriptedAnswer{.status = 503, .body = "", .headers = {}};
  });
  const auto stopped = Job(database)
                           .to(receiver)
                           .set("sink.max_batch_events", "3")
                           .set("sink.concurrency", "1")
                           .set("sink.max_attempts", "1")({"replay"});
  EXPECT_EQ(stopped.exit_code, 6) << stopped.err;
  EXPECT_EQ(counts(), "51 40 11");
  EXPECT_EQ(rejected(), "11");
  refuse({});
  EXPECT_EQ(job({"replay"}).exit_code, 0);
  EXPECT_EQ(counts(), "51 51 0");
}

TEST_F(Replay, AWrongKeyStopsItAtOnceAndClearsNothing) {
  EXPECT_EQ(run().exit_code, 3);
  refuse({});
  EXPECT_EQ(Job(database).to(receiver).set("sink.write_key", "wrong")({"replay"}).exit_code, 5);
  EXPECT_EQ(rejected(), "17");
}

}  // namespace
}  // namespace sent::tests
