// SPDX-License-Identifier: Apache-2.0

#include "text/figures.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace sent::tests {
namespace {

using std::chrono::milliseconds;

TEST(Figures, GroupDigitsByThree) {
  EXPECT_EQ(text::grouped(0), "0");
  EXPECT_EQ(text::grouped(999), "999");
  EXPECT_EQ(text::grouped(1000), "1,000");
  EXPECT_EQ(text::grouped(814'000), "814,000");
  EXPECT_EQ(text::grouped(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Figures, CompactFormHasThreeDigits) {
  EXPECT_EQ(text::compact(0), "0");
  EXPECT_EQ(text::compact(999), "999");
  EXPECT_EQ(text::compact(1000), "1k");
  EXPECT_EQ(text::compact(1999), "1.9k");
  EXPECT_EQ(text::compact(27'133), "27k");
  EXPECT_EQ(text::compact(999'999), "999k");
  EXPECT_EQ(text::compact(1'204'311), "1.2M");
  EXPECT_EQ(text::compact(std::numeric_limits<std::uint64_t>::max()), "18E");
}

TEST(Figures, DurationsHaveUnits) {
  EXPECT_EQ(text::duration_text(milliseconds{-5}), "0ms");
  EXPECT_EQ(text::duration_text(milliseconds{999}), "999ms");
  EXPECT_EQ(text::duration_text(milliseconds{3'999}), "3s");
  EXPECT_EQ(text::duration_text(milliseconds{123'000}), "2m 03s");
  EXPECT_EQ(text::duration_text(milliseconds{3'723'000}), "1h 02m 03s");
  EXPECT_EQ(text::duration_text(std::chrono::hours{30}), "30h 00m 00s");
}

TEST(Figures, CountedThingsHaveAPlural) {
  EXPECT_EQ(text::counted(1, "day"), "1 day");
  EXPECT_EQ(text::counted(0, "event"), "0 events");
  EXPECT_EQ(text::counted(1'200, "user"), "1,200 users");
}

}  // namespace
}  // namespace sent::tests
