// SPDX-License-Identifier: Apache-2.0

// The stand-in for RudderStack's gateway gives the same answers as its code, word for word.

#include "support/receivers/rudderstack_rules.hpp"

#include <gtest/gtest.h>

#include "support/receivers/request_coding.hpp"

namespace sent::tests {
namespace {

const std::string key = "rudder-key";
const std::string good = R"({"type":"track","userId":"u","messageId":"m"})";

RuleVerdict answer(const RuleRequest& request, const RudderStackGateway& gateway = {}) {
  return answer_as_rudderstack(gateway, request);
}
RuleVerdict answer(const std::string& body, const RudderStackGateway& gateway = {}) {
  return answer(posted("/v1/batch", key, body), gateway);
}
std::string batch(const std::string& items) { return R"({"batch":[)" + items + "]}"; }

void expect_refusal(const RuleVerdict& verdict, int status, const std::string& text) {
  EXPECT_EQ(verdict.status, status);
  EXPECT_EQ(verdict.body, text + "\n") << "http.Error ends a text with a newline";
  EXPECT_EQ(verdict.headers.at("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_TRUE(verdict.accepted.empty());
}

TEST(RudderStackRules, AcceptABatch) {
  const auto verdict = answer(batch(good + "," + good));
  EXPECT_EQ(verdict.status, 200);
  EXPECT_EQ(verdict.body, "ok");
  ASSERT_EQ(verdict.accepted.size(), 2U);
  EXPECT_EQ(verdict.accepted[0].raw, good);
}

TEST(RudderStackRules, CheckTheKeyBeforeTheBody) {
  RuleRequest request = posted("/v1/batch", key, "{");
  request.headers.erase("authorization");
  expect_refusal(answer(request), 401, "failed to read writekey from header");
  expect_refusal(answer(posted("/v1/batch", "", "{")), 401, "failed to read writekey from header");
  expect_refusal(answer(posted("/v1/batch", "other", "{")), 401, "invalid write key");
  RudderStackGateway gateway;
  gateway.sources[key] = false;
  expect_refusal(answer("{", gateway), 404, "source is disabled");
}

TEST(RudderStackRules, RefuseABadBody) {
  expect_refusal(answer("{"), 400, "invalid json");
  expect_refusal(answer("{}"), 400, "empty batch payload");
  expect_refusal(answer(batch("")), 400, "empty batch payload");
  RuleRequest request = posted("/v1/batch", key, "");
  request.body = "no gzip";
  expect_refusal(answer(request), 500, "failed to read body from request");
  request.body.clear();
  request.headers.erase("content-encoding");
  expect_refusal(answer(request), 400, "request body is nil");
}

TEST(RudderStackRules, OneBadEventRefusesTheWholeBatch) {
  expect_refusal(answer(batch(good + ",1")), 400, "event is not a valid rudder event");
  expect_refusal(answer(batch(good + R"(,{"type":"track","userId":"  "})")), 400,
                 "request neither has anonymousId nor userId");
  expect_refusal(answer(batch(good + R"(,{"type":"track","userId":null})")), 400,
                 "request neither has anonymousId nor userId");
  EXPECT_EQ(answer(batch(R"({"type":"track","userId":7})")).status, 200) << "an id of any type is one";
  EXPECT_EQ(answer(batch(R"({"type":"no such","anonymousId":"a"})")).status, 200)
      << "neither type nor name is looked at";
}

TEST(RudderStackRules, MeasureTheBodyAfterGunzip) {
  const auto sized = [](std::size_t bytes) {
    const std::string empty = batch(R"({"userId":"u","x":""})");
    return batch(R"({"userId":"u","x":")" + std::string(bytes - empty.size(), 'x') + "\"}");
  };
  EXPECT_EQ(answer(sized(4'096'000)).status, 200) << "4000 * 1024";
  expect_refusal(answer(sized(4'096'001)), 413, "request size exceeds max limit");
  RudderStackGateway gateway;
  gateway.trouble = RudderStackTrouble::rate_limit;
  expect_refusal(answer(sized(4'096'001), gateway), 429, "max requests limit reached");
}

TEST(RudderStackRules, AnswerTheGatewaysTroublesWithoutRetryAfter) {
  using Trouble = RudderStackTrouble;
  const std::vector<std::tuple<Trouble, int, std::string>> troubles{
      {Trouble::too_many_at_once, 503, "Service Unavailable"},
      {Trouble::rate_limit, 429, "max requests limit reached"},
      {Trouble::write_timeout, 504, "gateway timeout"},
      {Trouble::database, 500, "pq: the database system is shutting down"}};
  for (const auto& [trouble, status, text] : troubles) {
    RudderStackGateway gateway;
    gateway.trouble = trouble;
    const auto verdict = answer(batch(good), gateway);
    expect_refusal(verdict, status, text);
    EXPECT_FALSE(verdict.headers.contains("Retry-After"));
  }
}

TEST(RudderStackRules, KeepAMessageIdThatIsAString) {
  const auto kept = [](const std::string& id) {
    return answer(batch(R"({"userId":"u","messageId":)" + id + "}")).accepted.at(0).json["messageId"];
  };
  EXPECT_EQ(kept(R"("ae8b5eaa-8f2b-5c3e-9d0f-0123456789ab")"), "ae8b5eaa-8f2b-5c3e-9d0f-0123456789ab");
  EXPECT_EQ(kept(R"("  m  ")"), "m");
  for (const std::string id : {"7", "null", R"("")", R"("  ")", R"(["m"])"}) EXPECT_EQ(kept(id), made_message_id) << id;
}

TEST(RudderStackRules, RefuseOtherRoutes) {
  expect_refusal(answer(posted("/", key, batch(good))), 404, "404 page not found");
  RuleRequest request = posted("/v1/batch", key, batch(good));
  request.method = "GET";
  EXPECT_EQ(answer(request).status, 405);
}

}  // namespace
}  // namespace sent::tests
