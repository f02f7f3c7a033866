// SPDX-License-Identifier: Apache-2.0

// What every ledger promises about days and runs.

#include <gtest/gtest.h>

#include <thread>

#include "contract/ledger_contract.hpp"

namespace sent::tests {
namespace {

TYPED_TEST_SUITE(LedgerContract, LedgerRigs);

TYPED_TEST(LedgerContract, ADayIsCutOnceIntoRangesThatCoverEverySource) {
  const auto ledger = this->open_day({"d", "m"});
  const Chunks cut{"0 [-, d) - 0 0", "1 [d, m) - 0 0", "2 [m, -) - 0 0"};
  EXPECT_EQ(described(*ledger, this->day), cut);
  EXPECT_EQ(ledger->open_day(this->day, std::vector<std::string>{"k"}).size(), 3U);
  EXPECT_EQ(described(*ledger, this->day), cut);
}

TYPED_TEST(LedgerContract, WorkersThatCutADayDifferentlyAgreeOnTheFirstCut) {
  const auto one = this->rig.open("one");
  const auto two = this->rig.open("two");
  const std::vector<std::string> bounds{"d", "m"};
  const std::vector<std::string> others{"k"};
  std::vector<ledger::ChunkState> seen;
  std::jthread racing([&] { seen = two->open_day(this->day, others); });
  const auto mine = one->open_day(this->day, bounds);
  racing.join();
  const auto again = one->chunks(this->day);
  ASSERT_TRUE(again.size() == 3 || again.size() == 2);
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(mine[i].range, again[i].range);
    EXPECT_EQ(seen[i].range, again[i].range);
  }
}

TYPED_TEST(LedgerContract, AnUnopenedDayIsEmpty) {
  const auto ledger = this->rig.open("one");
  EXPECT_TRUE(ledger->chunks(this->day).empty());
  EXPECT_FALSE(ledger->claim(this->day, 0));
  EXPECT_EQ(ledger->first_day(), std::nullopt);
  EXPECT_EQ(ledger->planned_events(this->day), std::nullopt);
  EXPECT_TRUE(ledger->complete_days(this->both_days).empty());
  EXPECT_TRUE(ledger->rejected_events(this->day, std::nullopt, 10, 1000).empty());
}

TYPED_TEST(LedgerContract, TheFirstDayIsTheEarliestOpenedDay) {
  const auto ledger = this->rig.open("one");
  ledger->open_day(this->next_day, {});
  EXPECT_EQ(ledger->first_day(), this->next_day);
  ledger->open_day(this->day, {});
  EXPECT_EQ(ledger->first_day(), this->day);
}

TYPED_TEST(LedgerContract, ADayIsCompleteWhenAllItsChunksAre) {
  const auto ledger = this->open_day({"m"});
  ledger->complete(ledger->claim(this->day, 1).value());
  EXPECT_TRUE(ledger->complete_days(this->both_days).empty());
  ledger->complete(ledger->claim(this->day, 0).value());
  EXPECT_EQ(ledger->complete_days(this->both_days), std::set<Day>{this->day});
  EXPECT_TRUE(ledger->complete_days({this->next_day, this->next_day}).empty());
}

TYPED_TEST(LedgerContract, TheNewestPlanOfAnOpenDayCounts) {
  const auto ledger = this->open_day();
  EXPECT_EQ(ledger->planned_events(this->day), std::nullopt);
  ledger->record_plan(plan_of(this->day, 5));
  for (int time = 0; time < 2; ++time) ledger->record_plan(plan_of(this->day, 7));
  EXPECT_EQ(ledger->planned_events(this->day), 7U);
}

TYPED_TEST(LedgerContract, ADayIsReopenedOnlyIfItWasCompleteBeforeTheRunBegan) {
  const auto ledger = this->open_day({"m"});
  const auto first = ledger->claim(this->day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("a", "u1")};
  ledger->record(first, {Position{"a", "u1"}, 0, rejected});
  ledger->complete(first);
  const ledger::RunNo early = ledger->begin_run({"backfill --resend", {this->day, this->day}});
  ledger->reopen_day(this->day, early);
  EXPECT_TRUE(ledger->chunks(this->day)[0].complete) << "the day is still being delivered";
  ledger->complete(ledger->claim(this->day, 1).value());
  ledger->reopen_day(this->day, early);
  EXPECT_TRUE(ledger->chunks(this->day)[0].complete) << "it was completed since the run began";
  ledger->reopen_day(this->day, this->rig.open("two")->begin_run({"backfill --resend", {this->day, this->day}}));
  EXPECT_EQ(described(*ledger, this->day), (Chunks{"0 [-, m) - 0 0", "1 [m, -) - 0 0"}));
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
}

TYPED_TEST(LedgerContract, ReopeningADayDropsItsPlanAndItsClaims) {
  const auto ledger = this->open_day();
  ledger->record_plan(plan_of(this->day, 5));
  const auto claim = ledger->claim(this->day, 0).value();
  ledger->complete(claim);
  ledger->reopen_day(this->day, ledger->begin_run({"backfill --resend", {this->day, this->day}}));
  EXPECT_EQ(ledger->planned_events(this->day), std::nullopt);
  EXPECT_EQ(code_of([&] { ledger->complete(claim); }), ExitCode::day_held_elsewhere);
}

TYPED_TEST(LedgerContract, AWorkerHasOneRunAndARunHasOneEnd) {
  const auto one = this->rig.open("one");
  const ledger::RunNo run = one->begin_run({"run", this->both_days});
  EXPECT_EQ(one->begin_run({"run", this->both_days}), run);
  EXPECT_NE(this->rig.open("two")->begin_run({"run", this->both_days}), run);
  EXPECT_EQ(this->rig.end_of(run), std::nullopt);
  for (int time = 0; time < 2; ++time) one->end_run(run, 3, 40, 2);
  EXPECT_EQ(this->rig.end_of(run), (RunEnd{3, 40, 2}));
}

}  // namespace
}  // namespace sent::tests
