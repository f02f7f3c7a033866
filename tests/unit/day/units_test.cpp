// SPDX-License-Identifier: Apache-2.0

#include "day/units.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

day::UnitDay day(unsigned number, int chunk) { return {{Day(2026, 3, number), Instant{}, Instant{}}, chunk}; }

TEST(Units, GroupTheDaysOfOneRange) {
  std::vector<day::Unit> units;
  day::add_to_units(units, {std::nullopt, "m"}, day(1, 0));
  day::add_to_units(units, {"m", std::nullopt}, day(1, 1));
  day::add_to_units(units, {std::nullopt, "m"}, day(2, 0));
  day::add_to_units(units, {std::nullopt, std::nullopt}, day(3, 0));
  ASSERT_EQ(units.size(), 3U);
  EXPECT_EQ(units[0].days.size(), 2U);
  EXPECT_EQ(units[1].days.size(), 1U);
}

TEST(Units, ChunksAreSmallerInALongerBackfill) {
  EXPECT_LT(day::sources_per_chunk(512U << 20U, 90), day::sources_per_chunk(512U << 20U, 30));
  EXPECT_LT(day::sources_per_chunk(512U << 20U, 2), day::sources_per_chunk(512U << 20U, 1));
  EXPECT_GE(day::sources_per_chunk(1, 1), 1U);
}

day::Unit with_progress(const std::vector<std::optional<Position>>& progress) {
  day::Unit unit{{"b", "y"}, {}};
  for (std::size_t i = 0; i < progress.size(); ++i) {
    unit.days.push_back(day(static_cast<unsigned>(i) + 1, 0));
    unit.days.back().settled.after = progress[i];
  }
  return unit;
}

TEST(Units, SplitPartsBeginAgain) {
  const auto [lower, upper] = day::split(with_progress({Position{"d", "u"}, std::nullopt, Position{"m", "u"}}), "m");
  EXPECT_EQ(lower.range, (SourceRange{"b", "m"}));
  EXPECT_EQ(upper.range, (SourceRange{"m", "y"}));
  for (const day::Unit& part : {lower, upper}) {
    ASSERT_EQ(part.days.size(), 3U);
    for (const day::UnitDay& day : part.days) EXPECT_EQ(day.settled, SettledPart{});
  }
  EXPECT_EQ(day::split(with_progress({std::nullopt}), "m")[0].days.size(), 1U);
}

}  // namespace
}  // namespace sent::tests
