// SPDX-License-Identifier: Apache-2.0

#include "day/segments.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace sent::tests {
namespace {

using std::chrono::days;
constexpr day::WindowLengths windows{30, 7};

TEST(Segments, OneDayHasThreeSegments) {
  const Day day(2026, 3, 1);
  const std::vector<Day> targets{day};
  const auto segments = day::segments_of(targets, windows);
  ASSERT_EQ(segments.size(), 3U);
  EXPECT_EQ(segments[0], (DayRange{Day(2026, 1, 31), Day(2026, 2, 22)}));
  EXPECT_EQ(segments[1], (DayRange{Day(2026, 2, 23), Day(2026, 2, 28)}));
  EXPECT_EQ(segments[2], (DayRange{day, day}));
  EXPECT_EQ(day::membership(segments[0], day, windows), (day::Membership{true, false, false}));
  EXPECT_EQ(day::membership(segments[1], day, windows), (day::Membership{true, true, false}));
  EXPECT_EQ(day::membership(segments[2], day, windows), (day::Membership{true, true, true}));
}

// For random targets and windows, the segments cover each needed day exactly once, and all days of a segment are in the
// same windows of every target.
TEST(Segments, CoverEachWindowExactlyOnce) {
  std::mt19937 random(20260301);
  for (int round = 0; round < 300; ++round) {
    const int monthly = 1 + static_cast<int>(random() % 40);
    const day::WindowLengths lengths{monthly, 1 + static_cast<int>(random() % static_cast<unsigned>(monthly))};
    std::set<Day> chosen;
    for (unsigned i = 0; i <= random() % 6; ++i) chosen.insert(Day(2024, 2, 10) + days{random() % 90});
    const std::vector<Day> targets(chosen.begin(), chosen.end());
    std::map<Day, int> covered;
    for (const DayRange segment : day::segments_of(targets, lengths)) {
      for (const Day day : days_of(segment)) {
        ++covered[day];
        for (const Day target : targets) {
          EXPECT_EQ(day::membership({day, day}, target, lengths), day::membership(segment, target, lengths));
        }
      }
    }
    for (Day day = Day(2023, 12, 1); day < Day(2024, 6, 1); day = day + days{1}) {
      bool needed = false;
      for (const Day target : targets) needed = needed || (day <= target && day > target - days{monthly});
      EXPECT_EQ(covered[day], needed ? 1 : 0) << iso(day);
    }
  }
}

}  // namespace
}  // namespace sent::tests
