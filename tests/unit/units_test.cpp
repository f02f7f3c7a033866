#include "plan/units.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

UnitDay day(unsigned number, int chunk) {
  return {{Day(2026, 3, number), Instant{}, Instant{}}, chunk, std::nullopt};
}

TEST(Units, PutTheDaysOfOneRangeTogether) {
  std::vector<Unit> units;
  add_to_units(units, {std::nullopt, "m"}, day(1, 0));
  add_to_units(units, {"m", std::nullopt}, day(1, 1));
  add_to_units(units, {std::nullopt, "m"}, day(2, 0));
  add_to_units(units, {std::nullopt, std::nullopt}, day(3, 0));
  ASSERT_EQ(units.size(), 3U);
  EXPECT_EQ(units[0].days.size(), 2U);
  EXPECT_EQ(units[1].days.size(), 1U);
}

TEST(Units, MakeChunksSmallerWhenABackfillKeepsLogs) {
  EXPECT_LT(sources_per_chunk(512U << 20U, 2), sources_per_chunk(512U << 20U, 1));
  EXPECT_GE(sources_per_chunk(1, 1), 1U);
}

}  // namespace
}  // namespace sent
