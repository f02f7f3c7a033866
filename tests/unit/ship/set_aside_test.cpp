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
