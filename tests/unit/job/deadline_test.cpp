// SPDX-License-Identifier: Apache-2.0

#include "job/deadline.hpp"

#include <gtest/gtest.h>

#include "model/failure.hpp"

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
  std::stop_source stop;
  const job::Deadline deadline(stop.get_token());
  EXPECT_EQ(failure_of(deadline), "no failure");
  stop.request_stop();
  EXPECT_EQ(failure_of(deadline), "sending events: stopped");
}

}  // namespace
}  // namespace sent::tests
