// SPDX-License-Identifier: Apache-2.0

#include "job/counter_days.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::days;

constexpr Day day{2026, 3, 10};
const std::vector<day::DayFacts> three_days{{day - days{2}, {}, {}}, {day - days{1}, {}, {}}, {day, {}, {}}};

// "day: days of its window before the first counter" of each remark of that kind.
std::vector<std::string> windows(Relation relation, std::optional<Day> first) {
  std::vector<std::string> shown;
  for (const auto& remark : job::counter_day_remarks(relation, {first, false}, three_days, 30, day + days{1})) {
    EXPECT_EQ(remark.kind, FindingKind::window_before_first_counter);
    EXPECT_EQ(remark.relation, relation);
    EXPECT_EQ(remark.first, first);
    shown.push_back(iso(remark.day) + ": " + std::to_string(remark.days));
  }
  return shown;
}

using Windows = std::vector<std::string>;

TEST(CounterDays, TellForEachDayHowMuchOfItsWindowIsBeforeTheFirstCounter) {
  EXPECT_EQ(windows(Relation::source_calls, day - days{31}), Windows{});
  EXPECT_EQ(windows(Relation::source_calls, day - days{30}), Windows{"2026-03-08: 1"});
  EXPECT_EQ(windows(Relation::source_calls, day - days{29}), (Windows{"2026-03-08: 2", "2026-03-09: 1"}));
  EXPECT_EQ(windows(Relation::source_library_calls, day),
            (Windows{"2026-03-08: 30", "2026-03-09: 30", "2026-03-10: 29"}));
}

TEST(CounterDays, TellIfThereAreNoneAtAllUnlessTheyAreByLibrary) {
  EXPECT_EQ(windows(Relation::source_calls, std::nullopt),
            (Windows{"2026-03-08: 30", "2026-03-09: 30", "2026-03-10: 30"}));
  EXPECT_EQ(windows(Relation::source_library_calls, std::nullopt), Windows{});
}

TEST(CounterDays, TellOfADayThatHasNotBegun) {
  const auto remarks = job::counter_day_remarks(Relation::source_calls, {day - days{40}, true}, three_days, 30, day);
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].kind, FindingKind::day_not_begun);
  EXPECT_EQ(remarks[0].day, day);
}

}  // namespace
}  // namespace sent::tests
