// SPDX-License-Identifier: Apache-2.0

#include "postgres/interruption.hpp"

#include <gtest/gtest.h>

#include <future>

#include "postgres/apart.hpp"

namespace sent::tests {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(Interruption, EndsAWaitWhenTheStopIsRequested) {
  std::stop_source stop;
  std::promise<void> ended;
  const postgres::Interruption interruption(stop.get_token(), {}, [&] { ended.set_value(); });
  stop.request_stop();
  EXPECT_EQ(ended.get_future().wait_for(seconds{0}), std::future_status::ready);
}

TEST(Interruption, EndsAWaitThatBeginsAfterTheStop) {
  std::stop_source stop;
  stop.request_stop();
  std::promise<void> ended;
  const postgres::Interruption interruption(stop.get_token(), std::chrono::milliseconds{1}, [&] { ended.set_value(); });
  EXPECT_EQ(ended.get_future().wait_for(seconds{30}), std::future_status::ready);
}

TEST(Interruption, DoesNotDisturbAWaitThatEndsWithinItsGrace) {
  std::stop_source stop;
  bool ended = false;
  {
    const postgres::Interruption interruption(stop.get_token(), minutes{10}, [&] { ended = true; });
    stop.request_stop();
  }
  EXPECT_FALSE(ended);
}

TEST(Interruption, DoesNotDisturbAWaitThatEndsBeforeTheStop) {
  std::stop_source stop;
  bool ended = false;
  {
    const postgres::Interruption interruption(stop.get_token(), {}, [&] { ended = true; });
  }
  stop.request_stop();
  EXPECT_FALSE(ended);
}

TEST(RunApart, ReturnsWhatTheCallReturns) {
  EXPECT_EQ(postgres::run_apart<int>([] { return 7; }, {}, {}), 7);
}

TEST(RunApart, AbandonsACallThatOutlivesTheStop) {
  const auto leave = std::make_shared<std::promise<void>>();
  const auto left = std::make_shared<std::promise<void>>();
  std::stop_source stop;
  stop.request_stop();
  const auto call = [leave, left] {
    leave->get_future().wait();
    left->set_value();
    return 7;
  };
  EXPECT_EQ(postgres::run_apart<int>(call, stop.get_token(), {}), std::nullopt);
  leave->set_value();
  EXPECT_EQ(left->get_future().wait_for(seconds{30}), std::future_status::ready);
}

}  // namespace
}  // namespace sent::tests
