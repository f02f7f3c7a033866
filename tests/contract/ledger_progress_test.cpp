// SPDX-License-Identifier: Apache-2.0

// What every ledger promises about the progress of chunks and about splitting them.

#include <gtest/gtest.h>

#include <thread>

#include "contract/ledger_contract.hpp"

namespace sent::tests {
namespace {

TYPED_TEST_SUITE(LedgerContract, LedgerRigs);

TYPED_TEST(LedgerContract, ProgressAddsUp) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  ledger->record(claim, upto("a", "u1", 1));
  const std::vector<Rejection> rejected{rejection_of("a", "u2")};
  ledger->record(claim, upto("a", "u3", 1, rejected));
  ledger->record(claim, {});
  EXPECT_EQ(ledger->chunks(this->day)[0].delivered, 2U);
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 1U);
}

// A transaction whose answer is lost is run again, with the claim as it was.
TYPED_TEST(LedgerContract, EveryTransactionIsSafeToRepeat) {
  const auto ledger = this->open_day();
  ledger->open_day(this->day, {}, {});
  auto claim = ledger->claim(this->day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  const auto twice = [&](auto&& call) {
    ledger::Claim before = claim;
    call(before);
    call(claim);
  };
  twice([&](ledger::Claim& at) { ledger->begin(at, 3); });
  twice([&](ledger::Claim& at) { ledger->record(at, upto("s1", "u3", 2, rejected)); });
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 2 1"});
  twice([&](ledger::Claim& at) { ledger->complete(at); });
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 2 1 complete"});
  const std::vector<Position> accepted{{"s1", "u2"}};
  for (int time = 0; time < 2; ++time) ledger->record_replay(this->day, {accepted, {}});
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 3 0 complete"});
  for (int time = 0; time < 2; ++time) ledger->release(claim);
  ledger->renew(std::vector{claim});
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 3 0 complete"});
}

// The answer to record() is lost, and a replay removes its rejected event before record() is repeated.
TYPED_TEST(LedgerContract, RepeatingATransactionDoesNotRestoreAReplayedEvent) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  ledger::Claim before = claim;
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  const std::vector<Position> accepted{{"s1", "u2"}};
  ledger->record(before, upto("s1", "u3", 2, rejected));
  ledger->record_replay(this->day, {accepted, {}});
  ledger->record(claim, upto("s1", "u3", 2, rejected));
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 3 0"});
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
}

TYPED_TEST(LedgerContract, WhatIsSettledBehindThePositionIsKept) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  const std::vector<PositionRange> ahead{{{"b", "u\"1"}, {"c", "é"}}, {{"d", "u"}, {"e", "u"}}};
  IdSum ids;
  ids.add("ffffffff-ffff-5fff-8000-000000000000");
  ledger->record(claim, {std::nullopt, ahead, 5, {}, ids});
  const auto expected = SettledPart{std::nullopt, ahead, 5, ids};
  EXPECT_EQ(ledger->chunks(this->day)[0].settled, expected);
  EXPECT_EQ(claim.settled, expected);
  ids.add("00000000-0000-8000-8000-000000000000");
  ledger->record(claim, {Position{"e", "u"}, {}, 2, {}, IdSum(0x8000)});
  const SettledPart all{Position{"e", "u"}, {}, 7, ids};
  this->rig.let_leases_run_out();
  EXPECT_EQ(this->rig.open("two")->claim(this->day, 0).value().settled, all);
}

// A worker that goes on with a chunk reports only what it settles itself.
TYPED_TEST(LedgerContract, WhatAWorkerBeforeSettledStaysSettled) {
  const auto one = this->open_day();
  auto killed = one->claim(this->day, 0).value();
  one->begin(killed, 6);
  const std::vector<PositionRange> ahead{{{"b", "u"}, {"f", "u"}}};
  one->record(killed, {std::nullopt, ahead, 4, {}, IdSum(5)});
  this->rig.let_leases_run_out();
  const auto two = this->rig.open("two");
  auto claim = two->claim(this->day, 0).value();
  two->record(claim, {});
  EXPECT_EQ(two->chunks(this->day)[0].settled, (SettledPart{std::nullopt, ahead, 4, IdSum(5)}));
  const std::vector<PositionRange> behind{{{"f", "u"}, {"g", "u"}}};
  two->record(claim, {std::nullopt, behind, 1, {}, IdSum(1)});
  const std::vector<PositionRange> both{{{"b", "u"}, {"g", "u"}}};
  EXPECT_EQ(claim.settled, (SettledPart{std::nullopt, both, 5, IdSum(6)}));
  two->record(claim, {Position{"b", "u"}, {}, 1, {}, IdSum(1)});
  EXPECT_EQ(two->chunks(this->day)[0].settled, (SettledPart{Position{"g", "u"}, {}, 6, IdSum(7)}));
  two->complete(claim);
}

// Rows that were not sent yet are gone when the chunk is read anew.
TYPED_TEST(LedgerContract, AChunkIsCompleteIfAllThatItStillHasIsSettledAhead) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  const std::vector<PositionRange> ahead{{{"b", "u"}, {"c", "u"}}, {{"d", "u"}, {"e", "u"}}};
  ledger->record(claim, {std::nullopt, ahead, 4, {}, {}});
  ledger->begin(claim, 4);
  ledger->complete(claim);
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) e/u 4 0 complete"});
}

TYPED_TEST(LedgerContract, AChunkIsCompleteOnlyIfItAddsUpToItsPlan) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  EXPECT_EQ(code_of([&] { ledger->complete(claim); }), ExitCode::unexpected) << "it has no plan";
  ledger->begin(claim, 3);
  ledger->record(claim, upto("a", "u", 2));
  EXPECT_EQ(code_of([&] { ledger->complete(claim); }), ExitCode::unexpected);
  EXPECT_FALSE(ledger->chunks(this->day)[0].complete);
  ledger->record(claim, upto("b", "u", 1));
  ledger->complete(claim);
  EXPECT_TRUE(ledger->chunks(this->day)[0].complete);
}

TYPED_TEST(LedgerContract, ARestartedChunkHasNoProgressAndNoRejectedEvents) {
  const auto ledger = this->open_day({"m"});
  const std::vector<Rejection> low{rejection_of("a", "u")}, high{rejection_of("z", "u")};
  record(*ledger, this->day, 1, upto("z", "u", 0, high));
  auto claim = ledger->claim(this->day, 0).value();
  ledger->record(claim, upto("a", "u", 4, low));
  ledger::Claim before = claim;
  ledger->restart(before);
  ledger->restart(claim);
  EXPECT_EQ(claim.settled, SettledPart{});
  EXPECT_EQ(described(*ledger, this->day), (Chunks{"0 [-, m) - 0 0", "1 [m, -) z/u 0 1"}));
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 1U) << "those of the other chunk";
  complete(*ledger, claim);
}

// A fail-over to a standby that had not received the latest transactions, or a restore.
TYPED_TEST(LedgerContract, ProgressThatTheLedgerLostIsNoticedByTheNextCall) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  ledger->begin(claim, 3);
  const std::vector<Rejection> rejected{rejection_of("a", "u")};
  ledger->record(claim, upto("a", "u", 0, rejected));
  ledger->record(claim, upto("b", "u", 1));
  for (const std::int64_t steps : {2, 1}) {
    this->rig.lose_progress(this->day, 0, steps == 2 ? 2 : -1);
    ledger::Claim at = claim;
    EXPECT_EQ(code_of([&] { ledger->record(at, upto("c", "u", 1)); }), ExitCode::day_held_elsewhere);
    EXPECT_EQ(code_of([&] { ledger->complete(at); }), ExitCode::day_held_elsewhere);
    EXPECT_EQ(code_of([&] { ledger->begin(at, 1); }), ExitCode::day_held_elsewhere);
    EXPECT_EQ(code_of([&] { ledger->restart(at); }), ExitCode::day_held_elsewhere);
    EXPECT_EQ(at.step, claim.step);
  }
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) - 0 0"});
  EXPECT_TRUE(ledger->claim(this->day, 0)) << "the chunk is claimed again, and sent from what is recorded";
}

TYPED_TEST(LedgerContract, AClaimThatTheLedgerLostIsNoticedByTheNextCall) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  this->rig.lose_claims(this->day);
  EXPECT_EQ(code_of([&] { ledger->record(claim, upto("a", "u", 1)); }), ExitCode::day_held_elsewhere);
  auto others = this->rig.open("two")->claim(this->day, 0);
  ASSERT_TRUE(others);
  EXPECT_EQ(others->fence, claim.fence) << "the same fence a second time";
  EXPECT_EQ(code_of([&] { ledger->record(claim, upto("a", "u", 1)); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) - 0 0"});
}

TYPED_TEST(LedgerContract, ADayThatTheLedgerLostIsNoticedByTheNextCall) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  this->rig.lose_day(this->day);
  EXPECT_EQ(code_of([&] { ledger->record(claim, upto("a", "u", 1)); }), ExitCode::day_held_elsewhere);
  EXPECT_TRUE(ledger->complete_days(this->both_days, std::nullopt).empty());
  EXPECT_TRUE(ledger->chunks(this->day).empty());
}

TYPED_TEST(LedgerContract, NothingIsRecordedInACompleteChunk) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  complete(*ledger, claim);
  EXPECT_EQ(code_of([&] { ledger->record(claim, upto("a", "u", 1)); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(ledger->chunks(this->day)[0].delivered, 0U);
}

TYPED_TEST(LedgerContract, AClaimedChunkIsSplitAndBeginsAgain) {
  const auto ledger = this->open_day({"m"});
  auto claim = ledger->claim(this->day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("a", "u")};
  ledger->record(claim, upto("k", "u", 5, rejected));
  for (int time = 0; time < 2; ++time) ledger->split(claim, "f");
  EXPECT_EQ(described(*ledger, this->day), (Chunks{"0 [-, f) - 0 0", "2 [f, m) - 0 0", "1 [m, -) - 0 0"}));
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 2)) << "nobody holds the new part";
  auto upper = ledger->claim(this->day, 1).value();
  ledger->split(upper, "t");
  EXPECT_EQ(described(*ledger, this->day).back(), "3 [t, -) - 0 0");
}

TYPED_TEST(LedgerContract, AChunkIsNotSplitWithoutAClaim) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  ledger->record(claim, upto("k", "u", 5));
  this->rig.let_leases_run_out();
  (void)this->rig.open("two")->claim(this->day, 0);
  ledger->split(claim, "s");
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) k/u 5 0"});
}

TYPED_TEST(LedgerContract, AChunkIsNotSplitAtItsEndsOrWhenComplete) {
  const auto ledger = this->open_day({"d", "m"});
  auto claim = ledger->claim(this->day, 1).value();
  for (const std::string at : {"c", "d", "m", "z"}) ledger->split(claim, at);
  complete(*ledger, claim);
  ledger->split(claim, "f");
  EXPECT_EQ(ledger->chunks(this->day).size(), 3U);
}

TYPED_TEST(LedgerContract, SimultaneousSplitsGiveEachPartItsOwnNumber) {
  const auto one = this->open_day({"m"});
  const auto two = this->rig.open("two");
  auto lower = one->claim(this->day, 0).value();
  auto upper = two->claim(this->day, 1).value();
  std::jthread racing([&] {
    for (const std::string at : {"k", "i", "g", "e", "c"}) one->split(lower, at);
  });
  for (const std::string at : {"y", "w", "u", "s", "q"}) two->split(upper, at);
  racing.join();
  EXPECT_EQ(one->chunks(this->day).size(), 12U);
}

}  // namespace
}  // namespace sent::tests
