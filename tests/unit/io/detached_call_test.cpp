// SPDX-License-Identifier: Apache-2.0

#include "io/detached_call.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>

namespace sent::tests {
namespace {

using std::chrono::steady_clock;

const steady_clock::time_point at_once{};
const auto in_an_hour = steady_clock::now() + std::chrono::hours{1};

TEST(DetachedCall, ReturnsTheResult) {
  io::DetachedCall<int> calls("testing");
  EXPECT_EQ(calls.await([] { return 1; }, in_an_hour, {}), 1);
  EXPECT_EQ(calls.await([] { return 2; }, in_an_hour, {}), 2);
}

TEST(DetachedCall, ThrowsWhatTheCallThrows) {
  io::DetachedCall<int> calls("testing");
  EXPECT_THROW((void)calls.await([]() -> int { throw std::runtime_error("no"); }, in_an_hour, {}), std::runtime_error);
  EXPECT_EQ(calls.await([] { return 2; }, in_an_hour, {}), 2);
}

TEST(DetachedCall, MakesNoSecondCallWhileTheFirstOneRuns) {
  io::DetachedCall<int> calls("testing");
  const auto gate = std::make_shared<std::latch>(1);
  EXPECT_FALSE(calls.await(
      [gate] {
        gate->wait();
        return 1;
      },
      at_once, {}));
  std::atomic<int> others = 0;
  const auto other = [&others] { return 10 + ++others; };
  EXPECT_FALSE(calls.await(other, at_once, {}));
  std::jthread opener([gate] { gate->count_down(); });
  const auto result = calls.await(other, in_an_hour, {});
  // Unless the first call ended before the last wait began.
  EXPECT_TRUE(result == 1 || result == 11) << result.value_or(0);
  EXPECT_LE(others, 1);
}

TEST(DetachedCall, AStopEndsTheWaitAndNotTheCall) {
  std::stop_source stop;
  const auto gate = std::make_shared<std::latch>(1);
  {
    io::DetachedCall<int> calls("testing");
    const auto result = calls.await(
        [gate, stop]() mutable {
          stop.request_stop();
          gate->wait();
          return 1;
        },
        in_an_hour, stop.get_token());
    EXPECT_FALSE(result);
    EXPECT_FALSE(calls.await([] { return 2; }, in_an_hour, stop.get_token())) << "nothing starts after a stop";
  }
  gate->count_down();
}

}  // namespace
}  // namespace sent::tests
