// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/verdict.hpp"

#include <gtest/gtest.h>

#include "support/samples/sample_sink.hpp"

namespace sent::tests {
namespace {

using Kind = ship::answer::Verdict::Kind;

ship::answer::Verdict judged(int status, std::string body = {}, std::optional<std::string> wait = {}) {
  return ship::answer::judge(http::Reply{status, std::move(body), std::move(wait)}, {}, {});
}

TEST(Verdict, FollowsTheStatus) {
  const std::vector<std::pair<Kind, std::vector<int>>> table{
      {Kind::delivered, {200, 201, 202, 204}},
      {Kind::retry, {408, 429, 460, 500, 502, 503, 504, 505, 511, 599}},
      {Kind::refuse, {401, 404}},
      {Kind::forbid, {403}},
      {Kind::bisect, {400, 413, 422}},
      {Kind::give_up, {301, 302, 307, 308, 402, 405, 409, 415, 501}}};
  for (const auto& [kind, statuses] : table) {
    for (const int status : statuses) EXPECT_EQ(judged(status).kind, kind) << status;
  }
}

TEST(Verdict, FollowsTheBodyOfASuccessfulAnswer) {
  EXPECT_EQ(judged(200, "ok").kind, Kind::delivered);
  EXPECT_EQ(judged(200, R"({"success": true})").kind, Kind::delivered);
  EXPECT_EQ(judged(200, R"({"success": false})").kind, Kind::retry);
  EXPECT_EQ(judged(200, R"({"ok":true,"errors":[]})").kind, Kind::delivered);
  EXPECT_EQ(judged(200, R"({"ok":false})").kind, Kind::retry);
  EXPECT_EQ(judged(200, R"({"ok":false,"errors":["no stream"]})").kind, Kind::retry);
}

// Somebody between the receiver and this program ended it early.
TEST(Verdict, JsonThatBreaksOffIsNotADelivery) {
  const std::string whole = R"({"success": true, "ids": [1, "two"]})";
  for (std::size_t size = 1; size < whole.size(); ++size)
    EXPECT_EQ(judged(200, whole.substr(0, size)).kind, Kind::retry) << whole.substr(0, size);
  EXPECT_EQ(judged(200, " [1, 2").kind, Kind::retry);
  EXPECT_EQ(judged(200, whole).kind, Kind::delivered);
  EXPECT_EQ(judged(200, "OK").kind, Kind::delivered) << "RudderStack's gateway";
  EXPECT_EQ(judged(200, "").kind, Kind::delivered);
}

TEST(Verdict, NamesTheEventsThatJitsuRefused) {
  const ship::answer::Verdict verdict = judged(
      200, R"({"ok":false,"receivedEvents":3,"okEvents":1,"errors":["Message ID: a: x","Message ID: b: y: z"]})");
  EXPECT_EQ(verdict.kind, Kind::delivered);
  EXPECT_EQ(verdict.rejected_message_ids, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(verdict.rejected_reasons.at(1), "Message ID: b: y: z");
}

TEST(Verdict, AFailedEventWithoutAnIdIsNotADelivery) {
  EXPECT_EQ(judged(200, R"({"ok":false,"receivedEvents":3,"okEvents":1,"errors":["Message ID: a: x"]})").kind,
            Kind::retry);
  EXPECT_EQ(judged(200, R"({"ok":false,"errors":[")" + std::string(http::max_reply_bytes, 'x')).kind, Kind::bisect);
}

TEST(Verdict, EventsThatJitsuDeduplicatedDidNotFail) {
  const ship::answer::Verdict verdict =
      judged(200, R"({"ok":false,"receivedEvents":3,"deduplicatedEvents":1,"processedEvents":2,"okEvents":1,)"
                  R"("errors":["Message ID: a: x"]})");
  EXPECT_EQ(verdict.kind, Kind::delivered);
  EXPECT_EQ(verdict.rejected_message_ids, std::vector<std::string>{"a"});
}

TEST(Verdict, ASuccessThatRefusesEveryEventStopsTheRun) {
  EXPECT_EQ(
      judged(
          200,
          R"({"ok":false,"receivedEvents":1,"okEvents":0,"errors":["Message ID: a: no destinations found for stream: s"]})")
          .kind,
      Kind::refuse);
  EXPECT_EQ(judged(200, R"({"error":"stream not found: for: [slug: ]"})").kind, Kind::refuse);
  EXPECT_EQ(judged(200, R"({"ok":false,"receivedEvents":1,"okEvents":0,)"
                        R"("errors":["Message ID: a: event error: Invalid name 'no destinations found for stream'"]})")
                .kind,
            Kind::delivered)
      << "text of the event, not of Jitsu";
}

TEST(Verdict, ASuccessfulStatusWithAnErrorIsNotADelivery) {
  EXPECT_EQ(judged(200, R"({"error":"error parsing message: x"})").kind, Kind::retry);
  EXPECT_EQ(judged(200, R"({"error":""})").kind, Kind::delivered);
  EXPECT_EQ(judged(200, R"({"error":null})").kind, Kind::delivered);
  EXPECT_EQ(judged(200, R"({"ok":true,"error":"x"})").kind, Kind::delivered);
  EXPECT_EQ(judged(200, R"({"success":true,"error":"x"})").kind, Kind::delivered);
}

// Jitsu's refusal quotes the key.
TEST(Verdict, NoReasonShowsTheKey) {
  const ship::answer::Secrets key(sink_of(config::Preset::jitsu, "https://r.test/b", "id:hush"));
  const http::Reply refusal{401, R"({"error":"stream not found: for: [writeKey: id:hush][again: id:hush]"})", {}};
  const std::string shown = R"(HTTP 401: {"error":"stream not found: for: [writeKey: [secret]][again: [secret]]"})";
  EXPECT_EQ(ship::answer::judge(refusal, {}, key).reason, shown);
  EXPECT_EQ(ship::answer::describe(refusal, key), shown);
  const http::Reply cut{401, std::string(504, 'x') + "id:hush and more", {}};
  EXPECT_EQ(ship::answer::judge(cut, {}, key).reason, "HTTP 401: " + std::string(504, 'x') + "[secret]")
      << "not even its beginning at the cut of a long answer";
  const http::Reply named{200, R"({"ok":false,"errors":["Message ID: a: id:hush"]})", {}};
  EXPECT_EQ(ship::answer::judge(named, {}, key).rejected_reasons.at(0), "Message ID: a: [secret]");
}

TEST(Verdict, RetriesAMissingAnswerUnlessARetryCannotHelp) {
  using Silence = http::NoReply::Kind;
  EXPECT_EQ(ship::answer::judge(http::NoReply{Silence::unreachable, "x"}, {}, {}).kind, Kind::retry);
  EXPECT_EQ(ship::answer::judge(http::NoReply{Silence::untrusted, "x"}, {}, {}).kind, Kind::give_up);
  EXPECT_EQ(ship::answer::judge(http::NoReply{Silence::barred, "x"}, {}, {}).kind, Kind::give_up);
  EXPECT_EQ(ship::answer::judge(http::NoReply{Silence::unwritable, "x"}, {}, {}).kind, Kind::give_up);
}

TEST(Verdict, KeepsTheRetryAfterOfEveryRetry) {
  EXPECT_EQ(judged(429, "", "3").wait, std::chrono::seconds{3});
  EXPECT_EQ(judged(503, "", "3").wait, std::chrono::seconds{3});
  EXPECT_EQ(judged(503, "", "soon").wait, std::nullopt);
  EXPECT_EQ(judged(400, "", "3").wait, std::nullopt);
}

TEST(Verdict, ReasonsAreShortAndPrintable) {
  EXPECT_EQ(judged(400, "bad \"x\"\n").reason, "HTTP 400: bad \"x\"");
  EXPECT_EQ(judged(400, std::string("a\x1b\0b", 4)).reason, "HTTP 400: a\\u001b\\u0000b");
  EXPECT_EQ(judged(400, "\xff").reason, "HTTP 400: \xef\xbf\xbd");
  std::string long_body(511, 'x');
  const std::string reason = "HTTP 400: " + long_body;
  long_body.append("\xc3\xa4");
  EXPECT_EQ(judged(400, long_body).reason, reason);
}

}  // namespace
}  // namespace sent::tests
