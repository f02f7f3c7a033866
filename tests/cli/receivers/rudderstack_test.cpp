// SPDX-License-Identifier: Apache-2.0

// The program against RudderStack's gateway, with preset rudderstack.

#include <gtest/gtest.h>

#include "support/deliveries/outcome.hpp"
#include "support/receivers/request_coding.hpp"
#include "support/receivers/rudderstack_rules.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct ToRudderStack : testing::Test {
  ToRudderStack() { database.load_sample(sample_day); }

  static Receiver::Options options(const RudderStackGateway& gateway) {
    Receiver::Options options;
    options.rules = [gateway](const RuleRequest& request) { return answer_as_rudderstack(gateway, request); };
    return options;
  }
  Job job(const Receiver& receiver) {
    return Job(database).to(receiver).set("sink.preset", "rudderstack").set("sink.write_key", "rudder-key");
  }
  void expect_stop(const ProgramResult& result, int code, const std::vector<std::string>& parts) {
    expect_nothing_sent(result, code, parts, database);
  }

  TestDatabase database;
};

TEST_F(ToRudderStack, AWholeDayIsDelivered) {
  Receiver gateway(options({}));
  const auto due = due_events(job(gateway), run_day);
  const auto result = job(gateway)(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(gateway), database);
  EXPECT_EQ(gateway.events().size(), due.size()) << "each once";
  EXPECT_EQ(gateway.requests().at(0).headers.at("content-encoding"), "gzip");
}

// The gateway replaces an id that is not a string, which would defeat deduplication.
TEST_F(ToRudderStack, KeepsTheIdsOfTheEvents) {
  Receiver gateway(options({}));
  EXPECT_EQ(job(gateway)(run_day).exit_code, 0);
  ASSERT_EQ(gateway.events().size(), 51U);
  for (const auto& event : gateway.events()) {
    const std::string id = event.json["messageId"];
    EXPECT_EQ(id.size(), 36U);
    EXPECT_NE(event.raw.find("\"messageId\":\"" + id + "\""), std::string::npos) << "as it was sent";
  }
}

// The gateway checks only the ids: it refuses an event whose user id is blank.
TEST_F(ToRudderStack, OneBadEventInARefusedBatchIsFound) {
  database.exec("insert into source_collaborators values ('solo-1', ' ', null, null)");
  Receiver gateway(options({}));
  const auto result = job(gateway)(run_day);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(gateway.events().size(), 51U);
  EXPECT_EQ(database.value("select string_agg(concat_ws('|', source_id, user_id, status, reason), ';') from "
                           "sent_source_data.rejected_events"),
            "solo-1| |400|HTTP 400: request neither has anonymousId nor userId");
  EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
            "52 51 1");
}

TEST_F(ToRudderStack, ABatchAboveItsLimitIsHalvedUntilItFits) {
  RudderStackGateway small;
  small.max_body_bytes = 9000;
  Receiver gateway(options(small));
  const auto due = due_events(job(gateway), run_day);
  const auto result = job(gateway)(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(gateway), database);
  EXPECT_EQ(gateway.requests().at(0).status, 413);
}

TEST_F(ToRudderStack, AnEventAboveItsLimitIsRejected) {
  database.exec("update sources set slug = repeat('x', 9000) where source_id = 'solo-1'");
  RudderStackGateway small;
  small.max_body_bytes = 9000;
  Receiver gateway(options(small));
  EXPECT_EQ(job(gateway)(run_day).exit_code, 3);
  EXPECT_EQ(gateway.events().size(), 50U);
  EXPECT_EQ(database.value("select status || ' ' || reason from sent_source_data.rejected_events"),
            "413 HTTP 413: request size exceeds max limit");
}

TEST_F(ToRudderStack, AnUnknownKeyStopsTheRun) {
  Receiver gateway(options({}));
  const auto result = job(gateway).set("sink.write_key", "hush-key")(run_day);
  expect_stop(result, 5, {"HTTP 401: invalid write key", "no source of this data plane has this key"});
  EXPECT_EQ(result.err.find("hush"), std::string::npos);
}

TEST_F(ToRudderStack, ADisabledSourceStopsTheRunAndTheHintNamesIt) {
  RudderStackGateway gateway;
  gateway.sources["rudder-key"] = false;
  Receiver receiver(options(gateway));
  expect_stop(job(receiver)(run_day), 5,
              {"HTTP 404: source is disabled", "enable the source in RudderStack, then run again"});
  EXPECT_EQ(receiver.requests().size(), 1U);
}

TEST_F(ToRudderStack, AWrongPathStopsTheRun) {
  Receiver gateway(options({}));
  const std::string host = "http://127.0.0.1:" + std::to_string(gateway.port());
  expect_stop(job(gateway).set("sink.url", host + "/v2/batch")(run_day), 5,
              {"HTTP 404: 404 page not found", "preset rudderstack sends to a path that ends in /v1/batch"});
  expect_stop(job(gateway).set("sink.url", host)(run_day), 2,
              {"has no path: with preset rudderstack it must end in /v1/batch"});
}

TEST_F(ToRudderStack, ErrorsAreRetriedWithoutRetryAfter) {
  using Trouble = RudderStackTrouble;
  Receiver receiver(options({}));
  const auto due = due_events(job(receiver), run_day);
  const std::vector<Trouble> troubles{Trouble::too_many_at_once, Trouble::rate_limit, Trouble::write_timeout,
                                      Trouble::database};
  receiver.set_handler([&](int number, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
    if (number > static_cast<int>(troubles.size())) return std::nullopt;
    RudderStackGateway troubled;
    troubled.trouble = troubles[static_cast<std::size_t>(number) - 1];
    const auto verdict = answer_as_rudderstack(troubled, posted("/v1/batch", "rudder-key", body.dump()));
    return ScriptedAnswer{verdict.status, verdict.body, verdict.headers};
  });
  const auto result = job(receiver)(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  std::vector<int> statuses;
  for (const auto& request : receiver.requests()) statuses.push_back(request.status);
  EXPECT_EQ(statuses, (std::vector<int>{503, 429, 504, 500, 200}));
}

TEST_F(ToRudderStack, ABodyThatCannotBeUnpackedHasItsOwnHint) {
  Receiver receiver(options({}));
  receiver.set_handler([](int, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
    RuleRequest mangled = posted("/v1/batch", "rudder-key", "");
    mangled.body = "no gzip";
    const auto verdict = answer_as_rudderstack({}, mangled);
    return ScriptedAnswer{verdict.status, verdict.body, verdict.headers};
  });
  const auto result = job(receiver).set("sink.max_attempts", "2")(run_day);
  expect_stop(result, 6, {"HTTP 500: failed to read body from request", "set sink.gzip to false"});
}

}  // namespace
}  // namespace sent::tests
