// SPDX-License-Identifier: Apache-2.0

#include "ship/settlement.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using Ranges = std::vector<PositionRange>;

Position at(int number) { return {fmt::format("s{}", number), "u"}; }

Rejection refused(int number) {
  return {fmt::format("s{}", number), "u", fmt::format("{}", number), "{}", std::nullopt, "no"};
}

ship::Outcome delivered(std::uint64_t events) { return {events, {}, IdSum{events}}; }

const ship::BatchPart whole{0, 2, std::nullopt, std::nullopt};

// Batches of two events each: 1 and 2, 3 and 4, and so on.
struct Settlement : testing::Test {
  Settlement() {
    for (int last = 2; last <= 8; last += 2) numbers.push_back(settlement.open(at(last)));
  }
  void settle(std::size_t batch) { settlement.settle(numbers[batch], whole, delivered(2)); }

  ship::Settlement settlement;
  std::vector<std::uint64_t> numbers;
};

TEST_F(Settlement, ReportsWhatIsSettledBehindAnOpenBatch) {
  settle(1);
  settle(3);
  ship::Settled settled = settlement.take();
  EXPECT_EQ(settled.through, std::nullopt);
  EXPECT_EQ(settled.ahead, (Ranges{{at(2), at(4)}, {at(6), at(8)}}));
  EXPECT_EQ(settled.delivered, 4U);
  EXPECT_EQ(settled.ids, IdSum{4});
  settle(2);
  settled = settlement.take();
  EXPECT_EQ(settled.ahead, (Ranges{{at(2), at(8)}})) << "also what was reported before, as long as possible";
  EXPECT_EQ(settled.delivered, 2U) << "each event once";
  settle(0);
  settled = settlement.take();
  EXPECT_EQ(settled.through, at(8));
  EXPECT_EQ(settled.ahead, Ranges{});
  EXPECT_TRUE(settlement.all_settled());
}

TEST_F(Settlement, ReportsAPartOfABatchInItsPlace) {
  const auto number = settlement.open(at(14));  // 9 to 14
  for (std::size_t batch = 0; batch < 4; ++batch) settle(batch);
  settlement.settle(number, {2, 4, at(10), at(12)}, delivered(2));
  EXPECT_EQ(settlement.take().ahead, (Ranges{{at(10), at(12)}}));
  settlement.settle(number, {0, 2, std::nullopt, at(10)}, delivered(2));
  EXPECT_EQ(settlement.take().through, at(12));
  settlement.settle(number, {4, 6, at(12), std::nullopt}, delivered(2));
  EXPECT_EQ(settlement.take().through, at(14));
  EXPECT_TRUE(settlement.all_settled());
}

TEST_F(Settlement, ReportsARefusedEventWithThePartThatCoversIt) {
  for (std::size_t batch = 0; batch < 4; ++batch) settle(batch);
  ship::Settlement other;
  const auto number = other.open(at(9), {refused(2), refused(5), refused(9)});  // and 1, 3, 4, 6
  other.settle(number, {1, 3, at(1), at(4)}, delivered(2));
  ship::Settled settled = other.take();
  ASSERT_EQ(settled.rejected.size(), 1U);
  EXPECT_EQ(settled.rejected[0].source_id, "s2");
  EXPECT_EQ(settled.ahead, (Ranges{{at(1), at(4)}}));
  other.settle(number, {3, 4, at(4), std::nullopt}, delivered(1));
  settled = other.take();
  EXPECT_EQ(settled.rejected.size(), 2U);
  EXPECT_EQ(settled.ahead, (Ranges{{at(1), at(9)}}));
  other.settle(number, {0, 1, std::nullopt, at(1)}, delivered(1));
  EXPECT_EQ(other.take().through, at(9));
}

TEST_F(Settlement, KnowsHowManyBatchesAreBehindTheFirstOpenOne) {
  EXPECT_EQ(settlement.ahead_of_first_open(), 3U);
  settle(1);
  EXPECT_EQ(settlement.ahead_of_first_open(), 3U);
  settle(0);
  EXPECT_EQ(settlement.ahead_of_first_open(), 1U);
  settle(2);
  settle(3);
  EXPECT_EQ(settlement.ahead_of_first_open(), 0U);
}

TEST(Settled, JoinsReportsIntoOne) {
  const ship::Settled both =
      ship::joined({at(1), {{at(3), at(4)}}, 2, {refused(1)}, IdSum{5}}, {std::nullopt, {}, 3, {refused(2)}, IdSum{6}});
  EXPECT_EQ(both.through, at(1));
  EXPECT_EQ(both.ahead, Ranges{});
  EXPECT_EQ(both.delivered, 5U);
  EXPECT_EQ(both.rejected.size(), 2U);
  EXPECT_EQ(both.ids, IdSum{11});
}

}  // namespace
}  // namespace sent::tests
