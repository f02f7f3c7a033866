// SPDX-License-Identifier: Apache-2.0

// The stand-in for Jitsu's ingest gives the same answers as its code, word for word.

#include "support/receivers/jitsu_rules.hpp"

#include <gtest/gtest.h>

#include "support/receivers/request_coding.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

const std::string path = "/api/s/s2s/batch";
const std::string key = "key-id:secret";

std::string event(const std::string& id, const std::string& more = "") {
  return R"({"type":"track","event":"Sent Source Data","userId":"u","timestamp":"2026-03-10T12:00:00.000Z","messageId":")" +
         id + "\"" + more + "}";
}
std::string batch(const std::string& items) { return R"({"batch":[)" + items + "]}"; }
RuleVerdict answer(const std::string& body, const JitsuIngest& ingest = {}) {
  return answer_as_jitsu(ingest, posted(path, key, body));
}
Json said(const RuleVerdict& verdict) { return Json::parse(verdict.body); }

TEST(JitsuRules, AnswerABatchWith200AndCounts) {
  const auto verdict = answer(batch(event("a") + "," + event("b")));
  EXPECT_EQ(verdict.status, 200);
  EXPECT_EQ(verdict.body, R"({"ok":true,"okEvents":2,"receivedEvents":2})");
  EXPECT_EQ(verdict.accepted.size(), 2U);
  EXPECT_EQ(answer(batch("")).body, R"({"ok":true,"okEvents":0,"receivedEvents":0})");
}

TEST(JitsuRules, NameTheEventsThatFailed) {
  const std::string long_name(129, 'x');
  const auto verdict = answer(batch(
      event("a") + R"(,{"type":"track","messageId":"b"},{"type":"page-view","messageId":"c"},{"messageId":"d"},)" +
      R"({"type":"track","messageId":"e","event":")" + long_name + "\"}"));
  EXPECT_EQ(verdict.status, 200);
  EXPECT_EQ(said(verdict), Json({{"ok", false},
                                 {"receivedEvents", 5},
                                 {"okEvents", 1},
                                 {"errors",
                                  {"Message ID: b: event error: 'event' property is required for 'track' event",
                                   "Message ID: c: event error: Unknown event type: page-view",
                                   "Message ID: d: event error: type property of event is required",
                                   "Message ID: e: event error: Invalid track event name '" + long_name +
                                       "'. Max length is 128 characters."}}}));
  ASSERT_EQ(verdict.accepted.size(), 1U);
  EXPECT_EQ(verdict.accepted[0].raw, event("a"));
  const std::string longest(128, 'x');
  EXPECT_TRUE(said(answer(batch(R"({"type":"track","messageId":"e","event":")" + longest + "\"}")))["ok"]);
}

TEST(JitsuRules, ShortenAndCleanTheIdsThatTheyName) {
  JitsuIngest ingest;
  ingest.has_destinations = false;
  const auto named = [&](const std::string& id) {
    return said(answer(batch(event(id)), ingest))["errors"][0].get<std::string>();
  };
  EXPECT_EQ(named(std::string(70, 'x')),
            "Message ID: " + std::string(64, 'x') + ": no destinations found for stream: site-1");
  EXPECT_EQ(named("a:b/c.d_e-f"), "Message ID: a_b_c.d_e-f: no destinations found for stream: site-1");
  EXPECT_EQ(named("ae8b5eaa-8f2b-5c3e-9d0f-0123456789ab").substr(0, 50),
            "Message ID: ae8b5eaa-8f2b-5c3e-9d0f-0123456789ab: ");
}

TEST(JitsuRules, RefuseASiteWithoutDestinationsOrBeyondItsQuota) {
  JitsuIngest ingest;
  ingest.has_destinations = false;
  EXPECT_EQ(said(answer(batch(event("a")), ingest)),
            Json({{"ok", false},
                  {"receivedEvents", 1},
                  {"okEvents", 0},
                  {"errors", {"Message ID: a: no destinations found for stream: site-1"}}}));
  JitsuIngest throttling;
  throttling.throttled = {"u"};
  EXPECT_EQ(said(answer(batch(event("a")), throttling))["errors"][0],
            "Message ID: a: quota exceeded: billing quota exceeded, event throttled");
}

TEST(JitsuRules, RequireAnIdAndASecretAsKey) {
  const auto status = [](const std::string& credentials) {
    RuleRequest request = posted(path, "", batch(event("a")));
    request.headers["authorization"] = basic_authorization(credentials);
    return answer_as_jitsu({}, request);
  };
  EXPECT_EQ(status("key-id:secret:").status, 200) << "one colon at the end is stripped";
  EXPECT_EQ(status("key-id:secret").status, 200);
  EXPECT_EQ(status("key-id:other:").status, 401);
  EXPECT_EQ(status("key-id:").status, 401) << "a key of one part is not a server's";
  EXPECT_EQ(
      status("key-id:other:").body,
      R"({"error":"stream not found: for: [slug: ][domain: 127.0.0.1][writeKey: key-id:other][ingestType: writeKey]"})");
}

TEST(JitsuRules, RefuseAnythingButABatch) {
  EXPECT_EQ(answer("{").status, 400);
  EXPECT_EQ(answer(batch("1")).status, 400);
  EXPECT_NE(answer("{").body.find("error parsing message"), std::string::npos);
  RuleRequest request = posted(path, key, batch(event("a")));
  request.body = "no gzip";
  EXPECT_EQ(answer_as_jitsu({}, request).status, 400);
  request.headers["content-type"] = "application/xml";
  EXPECT_NE(answer_as_jitsu({}, request).body.find("invalid content type"), std::string::npos);
  EXPECT_EQ(answer_as_jitsu({}, posted("/", key, batch(event("a")))).status, 404);
  for (const std::string known : {"/v1/batch", "/batch", "/b"})
    EXPECT_EQ(answer_as_jitsu({}, posted(known, key, batch(event("a")))).status, 200) << known;
}

TEST(JitsuRules, AnswerARefusedBatchWith200InAnOldVersion) {
  JitsuIngest old;
  old.is_old = true;
  const auto verdict = answer_as_jitsu(old, posted(path, "key-id:other", batch(event("a"))));
  EXPECT_EQ(verdict.status, 200);
  EXPECT_TRUE(said(verdict)["error"].get<std::string>().starts_with("stream not found"));
  EXPECT_TRUE(verdict.accepted.empty());
}

TEST(JitsuRules, LimitTheSizeOfAMessage) {
  const auto sized = [](std::size_t bytes) { return batch(event("a", R"(,"x":")" + std::string(bytes, 'x') + "\"")); };
  EXPECT_TRUE(said(answer(sized(990'000)))["ok"]);
  const auto verdict = answer(sized(1'000'000));
  EXPECT_NE(said(verdict)["errors"][0].get<std::string>().find("is too big. max allowed: 1000000"), std::string::npos);
}

TEST(JitsuRules, DeduplicateByContentOnlyWhenAsked) {
  const std::string one = event("a", R"(,"properties":{"sourceId":"s"})");
  const std::string same = event("b", R"(,"properties":{"sourceId":"s"})");
  const std::string other = event("c", R"(,"properties":{"sourceId":"t"})");
  EXPECT_EQ(answer(batch(one + "," + same)).accepted.size(), 2U) << "off by default";
  JitsuIngest ingest;
  ingest.deduplicate_window_ms = 1000;
  const auto verdict = answer(batch(one + "," + same + "," + other), ingest);
  EXPECT_EQ(
      said(verdict),
      Json({{"ok", true}, {"receivedEvents", 3}, {"okEvents", 2}, {"deduplicatedEvents", 1}, {"processedEvents", 2}}));
  EXPECT_EQ(verdict.accepted.size(), 2U) << "the source in the properties keeps events apart";
}

}  // namespace
}  // namespace sent::tests
