// SPDX-License-Identifier: Apache-2.0

#include "read/clock_difference.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Instant noon = std::chrono::sys_days(Day{2026, 3, 10}.days()) + hours{12};

std::optional<Failure> failure_at(milliseconds ahead, milliseconds settle) {
  return read::clock_failure("database.url", {noon + ahead, noon, noon}, settle);
}

TEST(ClockDifference, IsAllowedUpToTheSettleTime) {
  EXPECT_FALSE(failure_at(hours{2}, hours{2}));
  EXPECT_FALSE(failure_at(-hours{2}, hours{2}));
  EXPECT_TRUE(failure_at(hours{2} + milliseconds{1}, hours{2}));
  EXPECT_TRUE(failure_at(-hours{2} - milliseconds{1}, hours{2}));
}

TEST(ClockDifference, IsAllowedUpToFiveSecondsWithoutASettleTime) {
  EXPECT_FALSE(failure_at(seconds{5}, milliseconds{0}));
  EXPECT_TRUE(failure_at(milliseconds{5'001}, milliseconds{0}));
}

// A database that answers late has no wrong clock.
TEST(ClockDifference, LeavesOutTheTimeThatTheAnswerTook) {
  EXPECT_EQ(read::ahead({noon + seconds{30}, noon, noon + hours{1}}), milliseconds{0});
  EXPECT_EQ(read::ahead({noon - seconds{30}, noon, noon + hours{1}}), -seconds{30});
  EXPECT_EQ(read::ahead({noon + hours{2}, noon, noon + hours{1}}), hours{1});
}

TEST(ClockDifference, NamesBothTimesAndWhatToLookAt) {
  const auto failure = failure_at(-hours{24}, hours{2}).value();
  EXPECT_EQ(failure.code(), ExitCode::usage);
  EXPECT_STREQ(failure.what(),
               "comparing the clock of database.url with this machine's: it is 2026-03-09T12:00:00.000Z there and "
               "2026-03-10T12:00:00.000Z here, 86400.000 s behind, and at most 7200.000 s are allowed (job.settle)");
  EXPECT_NE(failure.hint().value().find("`date -u` here"), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
