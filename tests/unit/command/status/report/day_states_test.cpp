// SPDX-License-Identifier: Apache-2.0

// The state that follows from a day's record in the ledger.

#include "command/status/report/day_states.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::days;

const Day first{2026, 3, 1};

command::status::report::DayRecord record(std::uint64_t chunks, std::uint64_t complete, std::uint64_t delivered,
                                          std::uint64_t rejected, std::optional<std::uint64_t> planned = {}) {
  return {first, chunks, complete, delivered, rejected, planned, std::nullopt, std::nullopt};
}

command::status::report::DayStatus state_of(const command::status::report::DayRecord& of) {
  return command::status::report::day_states({first, first}, {of}, [](Day) { return true; }).at(0);
}

TEST(DayStates, FollowFromTheChunks) {
  EXPECT_EQ(state_of(record(2, 2, 10, 0)).state, command::status::report::DayState::delivered);
  EXPECT_EQ(state_of(record(2, 2, 10, 1)).state, command::status::report::DayState::rejected);
  EXPECT_EQ(state_of(record(2, 2, 0, 1)).state, command::status::report::DayState::rejected);
  EXPECT_EQ(state_of(record(2, 2, 0, 0)).state, command::status::report::DayState::zero);
  EXPECT_EQ(state_of(record(2, 1, 10, 0)).state, command::status::report::DayState::partial);
  EXPECT_EQ(state_of(record(0, 0, 0, 0)).state, command::status::report::DayState::partial)
      << "started, but not yet cut into chunks";
}

TEST(DayStates, PartialDayHasAPercentage) {
  EXPECT_EQ(state_of(record(2, 1, 10, 0, 40)).percent, 25) << "percentage of its events";
  EXPECT_EQ(state_of(record(4, 1, 10, 0)).percent, 25)
      << "percentage of its chunks, because the number of events is unknown";
  EXPECT_EQ(state_of(record(2, 1, 40, 0, 40)).percent, 99) << "not complete";
  EXPECT_EQ(state_of(record(0, 0, 0, 0)).percent, 0);
  EXPECT_EQ(state_of(record(2, 2, 10, 0)).percent, std::nullopt);
}

TEST(DayStates, CompleteDayCountsItsActualEvents) {
  EXPECT_EQ(state_of(record(1, 1, 10, 2, 11)).planned, 12U);
  EXPECT_EQ(state_of(record(2, 1, 10, 2, 11)).planned, 11U);
}

TEST(DayStates, DayWithoutARecordIsMissingOrNotClosed) {
  const auto states = command::status::report::day_states({first - days{1}, first + days{2}}, {record(1, 1, 3, 0)},
                                                          [](Day day) { return day < first + days{2}; });
  std::vector<command::status::report::DayState> found;
  for (const auto& day : states) found.push_back(day.state);
  EXPECT_EQ(found,
            (std::vector{command::status::report::DayState::missing, command::status::report::DayState::delivered,
                         command::status::report::DayState::missing, command::status::report::DayState::not_closed}));
}

}  // namespace
}  // namespace sent::tests
