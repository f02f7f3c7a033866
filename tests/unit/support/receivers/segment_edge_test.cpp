// SPDX-License-Identifier: Apache-2.0

// The stand-in for Segment's edge does what Segment documents, and what is known about keys.

#include "support/receivers/segment_edge.hpp"

#include <gtest/gtest.h>

#include "support/receivers/request_coding.hpp"

namespace sent::tests {
namespace {

const SegmentEdge us;
const std::string success = R"({"success": true})";
const std::string good = R"({"type":"track","event":"e","userId":"u"})";

std::string batch(const std::string& items) { return R"({"batch":[)" + items + "]}"; }
RuleVerdict answer(const std::string& body, const std::string& key = us.write_key, const SegmentEdge& edge = us) {
  return answer_as_segment(edge, posted("/v1/batch", key, body));
}
void expect_lost(const RuleVerdict& verdict, const std::string& why) {
  EXPECT_EQ(verdict.status, 200);
  EXPECT_EQ(verdict.body, success);
  EXPECT_TRUE(verdict.accepted.empty());
  EXPECT_EQ(verdict.violations, std::vector<std::string>{why});
}

TEST(SegmentEdge, AcceptsABatch) {
  EXPECT_EQ(answer(batch(good)).body, success);
  EXPECT_EQ(answer(batch(good)).accepted.size(), 1U);
  EXPECT_TRUE(answer(batch(good)).violations.empty());
}

TEST(SegmentEdge, Answers400OnlyToAFewMistakes) {
  const auto padded = [](std::size_t bytes) {
    return R"({"type":"track","event":"e","userId":"u","x":")" + std::string(bytes, 'x') + "\"}";
  };
  std::string many = padded(31'000);
  for (int i = 0; i < 16; ++i) many += "," + padded(31'000);
  EXPECT_EQ(answer("{").status, 400);
  EXPECT_EQ(answer(batch(padded(32'000))).status, 400) << "an event of 32 KB";
  EXPECT_EQ(answer(batch(many)).status, 400) << "a body of 500 KB";
  EXPECT_EQ(answer(batch(many)).body, "Exceed payload limit");
  EXPECT_EQ(answer(batch(good), "").status, 400);
  EXPECT_EQ(answer(batch(good), "short").status, 400);
}

TEST(SegmentEdge, Answers200ToEventsThatItLoses) {
  expect_lost(answer(batch(good), "another-key-of-some-length"), "a key that Segment does not know");
  SegmentEdge eu;
  eu.host = "events.eu1.segmentapis.com";
  expect_lost(answer(batch(good), eu.write_key, eu), "the other region's host");
  expect_lost(answer(batch(R"({"type":"track","userId":"u"})")), "an event without a name or an id");
  expect_lost(answer(batch(R"({"type":"track","event":"e"})")), "an event without a name or an id");
}

TEST(SegmentEdge, LosesABatchOfMoreThan2500Events) {
  std::string items = good;
  for (int i = 1; i < 2500; ++i) items += "," + good;
  EXPECT_EQ(answer(batch(items)).accepted.size(), 2500U);
  expect_lost(answer(batch(items + "," + good)), "more than 2,500 events");
}

}  // namespace
}  // namespace sent::tests
