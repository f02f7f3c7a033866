// SPDX-License-Identifier: Apache-2.0

#include "model/day.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(Day, ParsesIsoDatesThatExist) {
  EXPECT_EQ(parse_day("2024-02-29"), Day(2024, 2, 29));
  EXPECT_EQ(parse_day("0001-01-01"), Day(1, 1, 1));
}

TEST(Day, RefusesAnyOtherText) {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20260101", "2026/01/01",
                           "2026-01-01 ", " 2026-01-1", "yesterday", "0000-01-01", "-026-01-01"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

// For every day of four centuries.
TEST(Day, ParsesWhatItWrites) {
  for (const Day day : days_of({Day(1900, 1, 1), Day(2300, 1, 1)})) ASSERT_EQ(parse_day(iso(day)), day);
}

TEST(Instant, IsWrittenInUtcWithMilliseconds) {
  const Instant instant = std::chrono::sys_days(Day(2026, 3, 1).days()) + std::chrono::microseconds{3'723'004'999};
  EXPECT_EQ(iso_milliseconds(instant), "2026-03-01T01:02:03.004Z");
  EXPECT_EQ(iso_milliseconds(Instant{std::chrono::microseconds{-1}}), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace sent::tests
