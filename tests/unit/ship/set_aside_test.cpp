// SPDX-License-Identifier: Apache-2.0

#include "ship/set_aside.hpp"

#include <gtest/gtest.h>

#include "support/ports/manual_clock.hpp"
#include "support/samples/sample_batch.hpp"

namespace sent::tests {
namespace {

struct SetAside : testing::Test {
  // An event that failed alone now.
  void fail(std::uint64_t number) {
    Failure outage(ExitCode::receiver_unavailable, "event " + std::to_string(number));
    events.add({number, {}, {}, {{0, 1}, {}, traffic.note_failed(), std::move(outage)}});
  }

  // A batch that was refused.
  void refuse(std::size_t count, const ship::contact::Sources& sources) {
    Failure all(ExitCode::receiver_refuses, "all");
    events.add({0, {}, {}, {{0, count}, {}, 0, std::move(all), ship::contact::Refusal{count, false, sources}}});
  }

  ManualClock clock;
  config::Config::Sink sink;
  ship::Traffic traffic{sink, clock, {}, {}};
  ship::SetAside events;
};

TEST_F(SetAside, OnlyWhatFailedBeforeAnAcceptedRequestIsRetried) {
  fail(1);
  const auto sent = traffic.count_request(1, false);
  fail(2);
  EXPECT_TRUE(events.take_to_retry(traffic).empty()) << "nothing was accepted";
  traffic.note_accepted(sent);
  const auto alive = events.take_to_retry(traffic);
  ASSERT_EQ(alive.size(), 1U);
  EXPECT_EQ(alive.front().number, 1U);
  EXPECT_FALSE(events.empty()) << "event 2 failed later";
  EXPECT_STREQ(events.outage().what(), "event 2");
}

TEST_F(SetAside, ManyAreAnOutage) {
  for (std::uint64_t number = 0; number < 16; ++number) fail(number);
  EXPECT_FALSE(events.is_outage());
  fail(16);
  EXPECT_TRUE(events.is_outage());
}

TEST_F(SetAside, WhatWasRefusedIsRetriedAsSoonAsAnythingIsAccepted) {
  const auto sent = traffic.count_request(1, false);
  refuse(5, {"a"});
  EXPECT_TRUE(events.take_to_retry(traffic).empty());
  traffic.note_accepted(sent);
  EXPECT_EQ(events.take_to_retry(traffic).size(), 1U);
}

TEST_F(SetAside, ManyRefusedEventsMeanAll) {
  refuse(99, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"});
  EXPECT_FALSE(events.is_outage());
  refuse(1, {"a"});
  EXPECT_TRUE(events.is_outage());
}

TEST_F(SetAside, FewRefusedEventsAreTakenOutUnlessAnotherFailed) {
  refuse(99, {"a"});
  fail(1);
  EXPECT_TRUE(events.take_if_few(false).empty());
  events.clear();
  refuse(100, {"a"});
  EXPECT_TRUE(events.take_if_few(false).empty());
  events.clear();
  refuse(99, {"a"});
  EXPECT_EQ(events.take_if_few(false).size(), 1U);
  EXPECT_TRUE(events.empty());
}

TEST_F(SetAside, TheWitnessIsTheFirstAcceptedEventAndCalledOnce) {
  fail(1);
  EXPECT_FALSE(events.call_witness(traffic.latest())) << "nothing was accepted";
  events.keep_witness(sample_batch(1, 3), {1, 3});
  events.keep_witness(sample_batch(7, 9), {0, 3});
  const auto witness = events.call_witness(traffic.latest());
  ASSERT_TRUE(witness);
  EXPECT_EQ(witness->events(), 1U);
  EXPECT_EQ(witness->ids(0).source_id, "s2");
  EXPECT_FALSE(events.call_witness(traffic.latest()));
  fail(2);
  EXPECT_TRUE(events.call_witness(traffic.latest())) << "it says nothing of what fails later";
}

}  // namespace
}  // namespace sent::tests
