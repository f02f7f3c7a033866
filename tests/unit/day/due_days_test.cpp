// SPDX-License-Identifier: Apache-2.0

#include "day/due_days.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::hours;
const Day yesterday(2026, 3, 10);

std::vector<Day> due(std::optional<Day> first, const std::set<Day>& complete) {
  return day::due_days(yesterday, 3, first, complete);
}

TEST(DueDays, StartWithYesterdayInANewDeployment) { EXPECT_EQ(due(std::nullopt, {}), (std::vector{yesterday})); }

TEST(DueDays, ListMissedDaysFromTheOldest) {
  EXPECT_EQ(due(Day(2026, 1, 1), {Day(2026, 3, 8)}), (std::vector{Day(2026, 3, 7), Day(2026, 3, 9), yesterday}));
}

TEST(DueDays, StartNoEarlierThanTheFirstDay) {
  EXPECT_EQ(due(Day(2026, 3, 9), {}), (std::vector{Day(2026, 3, 9), yesterday}));
}

TEST(DueDays, IncludeYesterdayEvenIfComplete) {
  EXPECT_EQ(due(Day(2026, 3, 10), {yesterday}), (std::vector{yesterday}));
}

TEST(MissingDays, AreTheRangesBetweenCompleteDays) {
  const DayRange march{Day(2026, 2, 27), Day(2026, 3, 4)};
  EXPECT_EQ(day::missing_days(march, {}), std::vector{march});
  EXPECT_EQ(day::missing_days(march, {Day(2026, 2, 28), Day(2026, 3, 4)}),
            (std::vector{DayRange{Day(2026, 2, 27), Day(2026, 2, 27)}, DayRange{Day(2026, 3, 1), Day(2026, 3, 3)}}));
  EXPECT_TRUE(day::missing_days({march.first, march.first}, {march.first}).empty());
}

day::DayFacts facts() {
  const Instant end = std::chrono::sys_days(yesterday.days()) + hours{24};
  return {yesterday, end, end - hours{12}};
}

TEST(Closing, WaitsForTheSettleTime) {
  const Instant end = facts().ends_at;
  EXPECT_TRUE(day::why_not_closed(facts(), {end + hours{2}, hours{2}, false, {}}));
  EXPECT_FALSE(day::why_not_closed(facts(), {end + hours{2} + std::chrono::microseconds{1}, hours{2}, false, {}}));
}

TEST(Closing, WaitsForUsageCompleteIfItExists) {
  const Instant now = facts().ends_at + hours{5};
  EXPECT_TRUE(day::why_not_closed(facts(), {now, hours{2}, true, {}}));
  EXPECT_TRUE(day::why_not_closed(facts(), {now, hours{2}, true, Day(2026, 3, 9)}));
  EXPECT_FALSE(day::why_not_closed(facts(), {now, hours{2}, true, yesterday}));
}

}  // namespace
}  // namespace sent::tests
