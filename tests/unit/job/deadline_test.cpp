// SPDX-License-Identifier: Apache-2.0

#include "job/deadline.hpp"

#include <gtest/gtest.h>

#include "model/failure.hpp"
#include "support/ports/manual_clock.hpp"

namespace sent::tests {
namespace {

std::string failure_of(const job::Deadline& deadline) {
  try {
    deadline.check();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "no failure";
}

// `replay` has one too, so the message does not speak of delivering a day.
TEST(Deadline, SaysThatSendingEventsStopped) {
  ManualClock clock;
  std::stop_source stop;
  const job::Deadline deadline(clock, std::chrono::seconds{2}, stop.get_token());
  EXPECT_EQ(failure_of(deadline), "no failure");
  clock.advance(std::chrono::seconds{2});
  EXPECT_EQ(failure_of(deadline), "sending events: job.time_budget of 2 s is spent");
  stop.request_stop();
  EXPECT_EQ(failure_of(deadline), "sending events: stopped by a signal");
}

}  // namespace
}  // namespace sent::tests
