// SPDX-License-Identifier: Apache-2.0

#include "ledger/claim.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sent::tests {
namespace {

Position at(int number) { return {std::string(1, static_cast<char>('a' + number)), "u"}; }

// Events 1 to 20. Whichever order the parts of two workers are settled in, an event is settled from the first time on
// that it was, and the open ones stay open.
TEST(SettledAfter, KeepsWhatIsSettledInAnyOrder) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    SettledPart settled;
    std::set<int> expected;
    for (int step = 0; step < 6; ++step) {
      int first = std::uniform_int_distribution(0, 19)(random), last = std::uniform_int_distribution(0, 20)(random);
      if (first == last) continue;
      if (first > last) std::swap(first, last);
      const bool is_front = random() % 4 == 0;
      const std::vector<PositionRange> ahead{{at(first), at(last)}};
      settled = is_front ? ledger::settled_after(settled, {at(last), {}, 0, {}, {}})
                         : ledger::settled_after(settled, {std::nullopt, ahead, 0, {}, {}});
      for (int event = is_front ? 1 : first + 1; event <= last; ++event) expected.insert(event);
      for (int event = 1; event <= 20; ++event) {
        const Position position = at(event);
        EXPECT_EQ(settled.contains(position.source_id, position.user_id), expected.contains(event)) << round;
      }
      const auto& ranges = settled.ahead;
      EXPECT_TRUE(std::ranges::is_sorted(ranges, {}, &PositionRange::after));
      EXPECT_TRUE(ranges.empty() || !settled.after || *settled.after < ranges.front().after) << "a gap before it";
    }
  }
}

}  // namespace
}  // namespace sent::tests
