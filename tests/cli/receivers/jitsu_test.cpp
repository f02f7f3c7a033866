// SPDX-License-Identifier: Apache-2.0

// The program against Jitsu's ingest, with preset jitsu.

#include <gtest/gtest.h>

#include "support/deliveries/outcome.hpp"
#include "support/receivers/jitsu_rules.hpp"
#include "support/receivers/request_coding.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

const Arguments run_day{"run", "--date", sample_day};

struct ToJitsu : testing::Test {
  ToJitsu() { database.load_sample(sample_day); }

  static Receiver::Options options(const JitsuIngest& ingest) {
    Receiver::Options options;
    options.path = "/api/s/s2s/batch";
    options.rules = [ingest](const RuleRequest& request) { return answer_as_jitsu(ingest, request); };
    return options;
  }
  Job job(const Receiver& receiver) {
    return Job(database).to(receiver).set("sink.preset", "jitsu").set("sink.write_key", "key-id:secret");
  }
  void expect_stop(const ProgramResult& result, int code, const std::vector<std::string>& parts) {
    expect_nothing_sent(result, code, parts, database);
    EXPECT_EQ(result.err.find("hush"), std::string::npos) << result.err;
  }
  std::string rejected(const std::string& columns) {
    return database.value("select string_agg(concat_ws('|', " + columns +
                          "), ';' order by source_id, user_id) from sent_source_data.rejected_events");
  }

  TestDatabase database;
};

TEST_F(ToJitsu, AWholeDayIsDelivered) {
  Receiver ingest(options({}));
  const auto due = due_events(job(ingest), run_day);
  const auto result = job(ingest)(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(ingest), database);
  EXPECT_EQ(ingest.events().size(), due.size()) << "each once";
  EXPECT_EQ(ingest.requests().at(0).target, "/api/s/s2s/batch");
}

// In HTTP basic authentication the user ends at the first colon; Jitsu splits at the last one.
TEST_F(ToJitsu, BothPartsOfTheKeyArrive) {
  Receiver ingest(options({}));
  EXPECT_EQ(job(ingest)(run_day).exit_code, 0);
  EXPECT_EQ(basic_credentials(ingest.requests().at(0).headers.at("authorization")), "key-id:secret:");
}

TEST_F(ToJitsu, AnUnknownKeyStopsTheRunAndIsNotShown) {
  Receiver ingest(options({}));
  const auto result = job(ingest).set("sink.write_key", "key-id:hush")(run_day);
  expect_stop(result, 5,
              {"HTTP 401: {\"error\":\"stream not found: for: [slug: ][domain: 127.0.0.1][writeKey: [secret]]",
               "copy a server key, both parts of id:secret"});
}

TEST_F(ToJitsu, AnOlderVersionThatAnswers200ToAnUnknownKeyStopsTheRun) {
  JitsuIngest old;
  old.is_old = true;
  Receiver ingest(options(old));
  expect_stop(job(ingest).set("sink.write_key", "key-id:hush")(run_day), 5,
              {"HTTP 200: {\"error\":\"stream not found", "copy a server key"});
}

TEST_F(ToJitsu, ASiteWithoutDestinationsStopsTheRunAndNothingIsRejected) {
  JitsuIngest idle;
  idle.has_destinations = false;
  Receiver ingest(options(idle));
  expect_stop(job(ingest)(run_day), 5, {"no destinations found for stream", "connect a destination to the site"});
}

TEST_F(ToJitsu, OnlyTheNamedEventsAreRejected) {
  JitsuIngest throttling;
  throttling.throttled = {"solo", "ada"};
  Receiver ingest(options(throttling));
  const auto due = due_events(job(ingest), run_day);
  const auto result = job(ingest)(run_day);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
            "51 34 17");
  EXPECT_EQ(
      database.value("select count(*) from sent_source_data.rejected_events where user_id not in ('solo', 'ada')"),
      "0");
  const std::string id =
      database.value("select message_id from sent_source_data.rejected_events where user_id = 'solo'");
  EXPECT_EQ(
      database.value("select status || ' ' || reason from sent_source_data.rejected_events where user_id = 'solo'"),
      "200 Message ID: " + id + ": quota exceeded: billing quota exceeded, event throttled");
  std::set<std::string> all(due);
  for (const auto& event : raw_events(ingest)) EXPECT_EQ(all.erase(event), 1U);
  EXPECT_EQ(all.size(), 17U);
  EXPECT_EQ(ingest.requests().size(), 1U) << "nothing is sent twice";
}

// A message is an event with its request's headers; the limit can be lower than the preset's.
TEST_F(ToJitsu, OnlyTheTooLargeEventIsRejected) {
  database.exec("update sources set slug = repeat('x', 5000) where source_id = 'solo-1'");
  JitsuIngest small;
  small.max_message_bytes = 4000;
  Receiver ingest(options(small));
  EXPECT_EQ(job(ingest)(run_day).exit_code, 3);
  EXPECT_EQ(ingest.events().size(), 50U);
  EXPECT_NE(rejected("source_id, user_id, reason").find("solo-1|solo|Message ID: "), std::string::npos);
  EXPECT_NE(rejected("reason").find("is too big. max allowed: 4000"), std::string::npos);
}

// Jitsu cuts ids at 64 characters and replaces some characters; neither changes a UUID.
TEST_F(ToJitsu, TheRejectedEventIsFoundByItsId) {
  JitsuIngest throttling;
  throttling.throttled = {"solo"};
  Receiver ingest(options(throttling));
  EXPECT_EQ(job(ingest)(run_day).exit_code, 3);
  const Json payload = Json::parse(database.value("select payload from sent_source_data.rejected_events"));
  const std::string id = payload["messageId"];
  EXPECT_EQ(id.size(), 36U);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef-"), std::string::npos);
  EXPECT_TRUE(rejected("reason").starts_with("Message ID: " + id + ": "));
}

// The content decides, not the id: the source in the properties distinguishes the events of one user.
TEST_F(ToJitsu, DeduplicationByContentDropsNothing) {
  JitsuIngest deduplicating;
  deduplicating.deduplicate_window_ms = 86'400'000;
  Receiver ingest(options(deduplicating));
  const auto due = due_events(job(ingest), run_day);
  EXPECT_EQ(job(ingest)(run_day).exit_code, 0);
  expect_all_delivered(due, raw_events(ingest), database);
}

TEST_F(ToJitsu, ABatchWithATooLongAnswerIsHalved) {
  JitsuIngest throttling;
  throttling.throttled = {"bad"};
  database.exec("insert into sources select 'bulk-' || i, 'bulk', null from generate_series(1, 1500) i");
  database.exec("insert into source_calls select 'bulk-' || i, '" + sample_day +
                "', 'track', 1 from generate_series(1, 1500) i");
  database.exec(
      "insert into source_collaborators select 'bulk-' || i, u, null, null from generate_series(1, 1500) i, (values "
      "('bad'), ('good')) v (u)");
  Receiver ingest(options(throttling));
  const auto result = job(ingest)(run_day);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
            "3051 1551 1500");
  EXPECT_EQ(database.value("select count(*) from sent_source_data.rejected_events where user_id <> 'bad'"), "0");
  EXPECT_GE(ingest.requests().size(), 4U);
}

TEST_F(ToJitsu, CheckWarnsAboutAPathOrAKeyForBrowsers) {
  Receiver ingest(options({}));
  const std::string host = "http://127.0.0.1:" + std::to_string(ingest.port());
  const auto checked = job(ingest).set("sink.url", host + "/v1/batch").set("sink.write_key", "hush")({"check"});
  EXPECT_EQ(checked.exit_code, 0) << checked.out;
  EXPECT_NE(
      checked.out.find("sink.url has the path /v1/batch, but preset jitsu expects one that ends in /api/s/s2s/batch"),
      std::string::npos)
      << checked.out;
  EXPECT_NE(checked.out.find("this key does not have the form id:secret of a Jitsu key"), std::string::npos)
      << checked.out;
}

}  // namespace
}  // namespace sent::tests
