// SPDX-License-Identifier: Apache-2.0

#include "ship/contact/inquiry.hpp"

#include <gtest/gtest.h>

#include "support/samples/sample_batch.hpp"

namespace sent::tests {
namespace {

using ship::contact::EventSpan;
using ship::contact::Tried;

struct Inquiry : testing::Test {
  // Refuses every span with an event below `good`.
  Tried run(int events, std::size_t good, ship::contact::Inquiry::Manner manner) {
    const encode::Batch batch = sample_batch(1, events);
    ship::contact::Inquiry inquiry(batch, {0, batch.events()}, refused, [&](EventSpan span) {
      tried.push_back(span);
      return span.first < good ? Tried::refused : Tried::accepted;
    });
    const Tried outcome = inquiry.run(manner);
    for (const EventSpan& span : inquiry.rest()) rest += span.events();
    return outcome;
  }

  ship::contact::Sources refused;
  std::vector<EventSpan> tried;
  std::size_t rest = 0;
};

TEST_F(Inquiry, HalvesUntilSomethingIsAccepted) {
  EXPECT_EQ(run(64, 1, {.halves = true, .most_sources = 10}), Tried::accepted);
  EXPECT_EQ(tried.size(), 7U) << "halves of 32 to 1, and the second event";
  EXPECT_EQ(refused, ship::contact::Sources{"s1"});
  EXPECT_EQ(rest, 62U);
}

TEST_F(Inquiry, TriesOtherSourcesAloneFromTheEnd) {
  EXPECT_EQ(run(64, 60, {.halves = true, .most_sources = 10}), Tried::accepted);
  EXPECT_EQ(tried.size(), 8U);
  EXPECT_EQ(tried.back().events(), 1U);
  EXPECT_GE(tried.back().first, 60U);
  EXPECT_EQ(rest, 61U);
}

TEST_F(Inquiry, TriesAsManySourcesAsItMayAndFewOnceTheyAreKnown) {
  EXPECT_EQ(run(64, 64, {.halves = true, .most_sources = 10}), Tried::refused);
  EXPECT_EQ(refused.size(), 10U);
  tried.clear();
  EXPECT_EQ(run(64, 64, {.halves = true, .most_sources = 10}), Tried::refused);
  EXPECT_EQ(tried.size(), 3U) << "no halves again";
}

TEST_F(Inquiry, TriesThreeEventsOfASourceThatIsKnown) {
  encode::Batch batch;
  for (int user = 0; user < 50; ++user) batch.append("{}", {"a", std::to_string(user), std::to_string(user)});
  refused.insert("a");
  ship::contact::Inquiry inquiry(batch, {0, 50}, refused, [&](EventSpan span) {
    tried.push_back(span);
    return Tried::refused;
  });
  EXPECT_EQ(inquiry.run({.halves = true, .most_sources = 10}), Tried::refused);
  ASSERT_EQ(tried.size(), 3U);
  EXPECT_GT(tried[0].first, tried[2].first + 20) << "far from each other";
}

TEST_F(Inquiry, EndsWhenNothingIsClear) {
  const encode::Batch batch = sample_batch(1, 10);
  for (const Tried end : {Tried::unclear, Tried::halted}) {
    ship::contact::Inquiry inquiry(batch, {0, 10}, refused, [&](EventSpan) { return end; });
    EXPECT_EQ(inquiry.run({.halves = true, .most_sources = 10}), end);
    EXPECT_EQ(inquiry.rest().size(), 2U) << "the part is sent again";
  }
}

}  // namespace
}  // namespace sent::tests
