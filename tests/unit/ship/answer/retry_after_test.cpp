// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/retry_after.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Sun, 06 Nov 1994 08:49:37 GMT.
const std::chrono::system_clock::time_point now{seconds{784111777}};

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(ship::answer::parse_retry_after("0", now), milliseconds{0});
  EXPECT_EQ(ship::answer::parse_retry_after(" 120 ", now), seconds{120});
  EXPECT_EQ(ship::answer::parse_retry_after("3601", now), seconds{3600});
  EXPECT_EQ(ship::answer::parse_retry_after("99999999999999999999", now), seconds{3600});
}

TEST(RetryAfter, ReadsDates) {
  EXPECT_EQ(ship::answer::parse_retry_after("Sun, 06 Nov 1994 08:50:07 GMT", now), seconds{30});
  EXPECT_EQ(ship::answer::parse_retry_after("Sun, 06 Nov 1994 08:49:38 GMT", now + milliseconds{400}),
            milliseconds{600});
  EXPECT_EQ(ship::answer::parse_retry_after("Sun, 06 Nov 1994 08:00:00 GMT", now), milliseconds{0});
  EXPECT_EQ(ship::answer::parse_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now), seconds{3600});
}

TEST(RetryAfter, IgnoresAnyOtherForm) {
  for (const char* text : {"", "soon", "-1", "1.5", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06!Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov-1994 08:49:37 GMT", "Sun, 06 Nov 1994T08:49:37 GMT"}) {
    EXPECT_EQ(ship::answer::parse_retry_after(text, now), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace sent::tests
