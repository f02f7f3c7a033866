// SPDX-License-Identifier: Apache-2.0

// What sink.url leads to is not the receiver, or not the path where it accepts batches.

#include <gtest/gtest.h>

#include "encode/gzip.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/servers/raw_server.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

std::string answer(const std::string& body, const std::string& fields = "") {
  return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

RawServer::Talk always(const std::string& bytes) {
  return [bytes](const RawConnection& peer) {
    while (!peer.request().empty() && peer.say(bytes)) {
    }
  };
}

struct WrongAddress : testing::Test {
  WrongAddress() { database.load_sample(sample_day); }

  Job job(const std::string& url) { return Job(database).to(url).set("sink.max_attempts", "1"); }
  void expect_not_taken(const std::string& bytes, const std::string& reason, const std::string& hint) {
    RawServer server(always(bytes));
    expect_nothing_sent(job(server.url())(run_day), 6, {reason, hint}, database);
    const auto checked = job(server.url())({"check", "--send-test-event"});
    EXPECT_EQ(checked.exit_code, 6) << checked.out;
    for (const auto& part : {reason, hint}) EXPECT_NE(checked.out.find(part), std::string::npos) << checked.out;
  }

  TestDatabase database;
};

TEST_F(WrongAddress, AWebPageIsNoDelivery) {
  for (const auto* fields : {"", "Content-Type: text/html\r\n"})
    expect_not_taken(answer("<!doctype html><title>Sign in</title>", fields), "HTTP 200 with a web page: <!doctype",
                     "whether a proxy or a sign-in page is in between");
  expect_not_taken(answer("Please sign in", "Content-Type: text/html; charset=utf-8\r\n"), "with a web page: Please",
                   "whether a proxy or a sign-in page is in between");
}

TEST_F(WrongAddress, ACompressedAnswerOrASuccessOfFalseInTextIsNoDelivery) {
  expect_not_taken(answer(encode::Gzip(3).compress(R"({"success":true})"), "Content-Encoding: gzip\r\n"),
                   "HTTP 200 with a compressed or binary body", "check sink.url");
  expect_not_taken(answer(R"({"success":"false"})"), R"(HTTP 200: {"success":"false"})", "sink.url");
}

TEST_F(WrongAddress, AnEmptyAnswerIsADeliveryUnlessThePresetKnowsBetter) {
  RawServer server(always(answer("")));
  const auto to = [&](const char* preset, const char* key) {
    return job(server.url()).set("sink.preset", preset).set("sink.write_key", key);
  };
  expect_nothing_sent(to("rudderstack", "k")(run_day), 6,
                      {"HTTP 200 with an answer that this receiver does not give", "check sink.url and sink.preset"},
                      database);
  const auto segment = to("segment-us", "0123456789abcdef0123456789abcdef").set("sink.max_events_per_second", "0");
  EXPECT_EQ(segment({"migrate", "--accept-change"}).exit_code, 0);
  const auto result = segment(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST_F(WrongAddress, AWrongPathIsNoticedSoonAndTheHintNamesIt) {
  database.exec(
      "insert into source_collaborators select source_id, 'more ' || n, null, null "
      "from sources, generate_series(1, 400) n");
  Receiver receiver({.path = "/v1/track", .tls = {}});
  receiver.set_handler(
      [](int, const nlohmann::json&) { return ScriptedAnswer{.status = 400, .body = "no event", .headers = {}}; });
  expect_nothing_sent(job(receiver.url()).set("sink.preset", "rudderstack")(run_day), 5,
                      {"the receiver refuses every event: HTTP 400: no event",
                       "make sink.url end in /v1/batch, where preset rudderstack sends batches", "/v1/track"},
                      database);
  EXPECT_LE(receiver.requests().size(), 200U);
}

// A firewall in front of the receiver refuses it, in the first batch of every run.
TEST_F(WrongAddress, AForbiddenSlugIsRejectedAloneAndTheRestIsDelivered) {
  Receiver receiver;
  const auto due = due_events(job(receiver.url()), run_day);
  database.exec("update sources set slug = '<script>' where source_id = 'solo-1'");
  receiver.set_handler([](int, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
    if (body.dump().find("<script>") == std::string::npos) return std::nullopt;
    return ScriptedAnswer{.status = 403, .body = "blocked by a rule", .headers = {}};
  });
  const auto result = job(receiver.url())(run_day);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(database.value("select string_agg(distinct concat_ws('|', source_id, status, reason), ';') "
                           "from sent_source_data.rejected_events"),
            "solo-1|403|HTTP 403: blocked by a rule");
  EXPECT_EQ(database.value("select delivered + rejected from sent_source_data.chunks"), std::to_string(due.size()));
  EXPECT_EQ(std::to_string(receiver.events().size()), database.value("select delivered from sent_source_data.chunks"));
}

TEST_F(WrongAddress, AForbiddenKeyStopsTheRunAndMarksNothing) {
  Receiver receiver({.wrong_key_status = 403, .tls = {}});
  expect_nothing_sent(job(receiver.url()).set("sink.write_key", "wrong")(run_day), 5,
                      {"HTTP 403", "check sink.write_key"}, database);
  EXPECT_LE(receiver.requests().size(), 4U);
}

}  // namespace
}  // namespace sent::tests
