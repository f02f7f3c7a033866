// SPDX-License-Identifier: Apache-2.0

#include "ship/rate_limit.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
const Clock::Time start{std::chrono::hours{1}};

TEST(RateLimit, NeverWaitsWithoutLimits) {
  ship::RateLimit limit(0, 0);
  EXPECT_EQ(limit.reserve(start, 1'000'000).at, start);
  EXPECT_EQ(limit.reserve(start, 1).at, start);
}

TEST(RateLimit, UsesTheStricterOfEventsAndRequests) {
  ship::RateLimit limit(100, 5);
  EXPECT_EQ(limit.reserve(start, 50).at, start);
  EXPECT_EQ(limit.reserve(start, 1).at, start + milliseconds{500});
  EXPECT_EQ(limit.reserve(start, 1).at, start + milliseconds{700});
}

TEST(RateLimit, IdleTimeEarnsNoBurst) {
  ship::RateLimit limit(100, 0);
  (void)limit.reserve(start, 100);
  EXPECT_EQ(limit.reserve(start + seconds{60}, 100).at, start + seconds{60});
  EXPECT_EQ(limit.reserve(start + seconds{60}, 100).at, start + seconds{61});
}

TEST(RateLimit, AShorterPauseDoesNotEndALongerOne) {
  ship::RateLimit limit(0, 0);
  limit.pause_until(start + seconds{5});
  limit.pause_until(start + seconds{3});
  EXPECT_EQ(limit.reserve(start, 1).at, start + seconds{5});
}

TEST(RateLimit, APauseCancelsReservedTurns) {
  ship::RateLimit limit(0, 10);
  (void)limit.reserve(start, 1);
  const auto turn = limit.reserve(start, 1);
  EXPECT_FALSE(limit.is_void(turn));
  limit.pause_until(start + milliseconds{10});
  EXPECT_TRUE(limit.is_void(turn));
  const auto again = limit.reserve(start, 1);
  EXPECT_EQ(again.at, start + milliseconds{10});
  EXPECT_FALSE(limit.is_void(again));
}

TEST(RateLimit, KeepsThePaceOfTheReceiver) {
  ship::RateLimit limit(0, 0);
  (void)limit.reserve(start, 1, 4.0);
  EXPECT_EQ(limit.reserve(start, 1, 4.0).at, start + milliseconds{250});
}

}  // namespace
}  // namespace sent::tests
