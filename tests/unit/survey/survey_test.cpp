// SPDX-License-Identifier: Apache-2.0

// The size of a day: exact if it is small, in bounded memory if it is not.

#include "survey/survey.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "command/dry_run/summary.hpp"
#include "survey/cost.hpp"

namespace sent::tests {
namespace {

const Day day{2026, 3, 10};
constexpr encode::BatchLimits limits{2'500, 475'000};

TEST(DistinctCount, IsExactWithinItsCapacity) {
  survey::DistinctCount count(1'000);
  for (int again = 0; again < 3; ++again) {
    for (int i = 0; i < 1'000; ++i) count.add("user-" + std::to_string(i));
  }
  EXPECT_EQ(count.count(), 1'000U);
}

TEST(DistinctCount, IsCloseBeyondItsCapacity) {
  for (const int texts : {5'000, 60'000, 700'000}) {
    survey::DistinctCount count(4'096);
    for (int i = 0; i < texts; ++i) count.add("user-" + std::to_string(i));
    const double error = std::abs(static_cast<double>(count.count()) / texts - 1);
    EXPECT_LT(error, 5 * 1.2 / std::sqrt(4'096)) << count.count() << " of " << texts;  // five standard errors
  }
}

TEST(Largest, KeepsTheTenWithMostEventsAndPrefersTheFirstIds) {
  survey::Largest largest;
  for (int i = 30; i > 0; --i) largest.add("s" + std::to_string(i), "", static_cast<std::uint64_t>(i / 2));
  std::vector<std::string> ids;
  for (const auto& one : largest.by_events()) ids.push_back(one.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"s30", "s28", "s29", "s26", "s27", "s24", "s25", "s22", "s23", "s20"}));
}

TEST(Largest, KeepsTheLargestNumberOfARepeatedId) {
  survey::Largest largest;
  for (const std::uint64_t events : {3U, 7U, 5U}) largest.add("a", "", events);
  largest.add("b", "", 6);
  ASSERT_EQ(largest.by_events().size(), 2U);
  EXPECT_EQ(largest.by_events()[0], (LargeFanOut{"a", "", 7}));
}

TEST(WorkspaceTally, DropsOnlySmallWorkspacesAboveItsLimit) {
  survey::WorkspaceTally tally;
  std::mt19937_64 random(7);
  std::vector<int> order(200'000);
  for (int i = 0; i < 200'000; ++i) order[static_cast<std::size_t>(i)] = i;
  std::ranges::shuffle(order, random);
  for (const int i : order) tally.add("w" + std::to_string(i), i < 10 ? 1'000 : 1);
  std::size_t kept = 0, large = 0;
  tally.each([&](std::string_view, std::uint64_t events) {
    ++kept;
    large += events == 1'000 ? 1 : 0;
  });
  EXPECT_EQ(large, 10U);
  EXPECT_LT(kept, 2 * survey::WorkspaceTally::most);
}

TEST(Survey, AddsUpADay) {
  survey::Survey survey(100);
  for (const auto* user : {"ann", "bob", "cat"}) survey.add({"a", "slug-a", "w", user});
  survey.add({"b", "slug-b", std::nullopt, "ann"});
  for (const auto* user : {"ann", "dan"}) survey.add({"c", "slug-c", "w", user});
  survey.close_source();
  survey.add_sample(4, 4'000);
  const DayPlan plan = survey.plan(day, limits);
  EXPECT_EQ(plan.events, 6U);
  EXPECT_EQ(plan.users, 4U);
  EXPECT_EQ(plan.sources, 3U);
  EXPECT_EQ(plan.bytes, 6'000U);
  EXPECT_EQ(plan.requests, 1U);
  EXPECT_EQ(plan.largest_sources,
            (std::vector<LargeFanOut>{{"a", "slug-a", 3}, {"c", "slug-c", 2}, {"b", "slug-b", 1}}));
  EXPECT_EQ(plan.largest_workspaces, (std::vector<LargeFanOut>{{"w", std::nullopt, 5}}));
}

TEST(Survey, IsZeroWithoutEvents) {
  const DayPlan plan = survey::Survey(10).plan(day, limits);
  EXPECT_EQ(plan.events + plan.users + plan.sources + plan.bytes + plan.requests, 0U);
}

TEST(Survey, CountsRequestsByTheLimitThatIsReachedFirst) {
  survey::Survey survey(10);
  for (int i = 0; i < 5'001; ++i) survey.add({"a", "", std::nullopt, "u" + std::to_string(i)});
  survey.close_source();
  survey.add_sample(1, 10);
  EXPECT_EQ(survey.plan(day, limits).requests, 3U) << "by the events";
  survey.add_sample(1, 1'990);
  EXPECT_EQ(survey.plan(day, limits).requests, 11U) << "by the bytes";
}

TEST(CallsPerMonth, MultiplyADayByThirty) {
  EXPECT_EQ(survey::calls_per_month(100, 1), 3'000U);
  EXPECT_EQ(survey::calls_per_month(100, 2), 1'500U);
  EXPECT_EQ(survey::calls_per_month(0, 0), 0U);
}

}  // namespace
}  // namespace sent::tests
