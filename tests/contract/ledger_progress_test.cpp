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
  const auto claim = ledger->claim(this->day, 0).value();
  ledger->record(claim, {Position{"a", "u1"}, 1, {}});
  const std::vector<Rejection> rejected{rejection_of("a", "u2")};
  ledger->record(claim, {Position{"a", "u3"}, 1, rejected});
  ledger->record(claim, {});
  EXPECT_EQ(ledger->chunks(this->day)[0].delivered, 2U);
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 1U);
}

// A transaction whose answer is lost is run again.
TYPED_TEST(LedgerContract, EveryTransactionIsSafeToRepeat) {
  const auto ledger = this->open_day();
  ledger->open_day(this->day, {});
  const auto claim = ledger->claim(this->day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  for (int time = 0; time < 2; ++time) ledger->record(claim, {Position{"s1", "u3"}, 2, rejected});
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 2 1"});
  for (int time = 0; time < 2; ++time) ledger->complete(claim);
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
  const auto claim = ledger->claim(this->day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  const std::vector<Position> accepted{{"s1", "u2"}};
  ledger->record(claim, {Position{"s1", "u3"}, 2, rejected});
  ledger->record_replay(this->day, {accepted, {}});
  ledger->record(claim, {Position{"s1", "u3"}, 2, rejected});
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) s1/u3 3 0"});
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
}

TYPED_TEST(LedgerContract, NothingIsRecordedInACompleteChunk) {
  const auto ledger = this->open_day();
  const auto claim = ledger->claim(this->day, 0).value();
  ledger->complete(claim);
  EXPECT_EQ(code_of([&] { ledger->record(claim, {Position{"a", "u"}, 1, {}}); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(ledger->chunks(this->day)[0].delivered, 0U);
}

TYPED_TEST(LedgerContract, AClaimedChunkIsSplitAndKeepsItsProgress) {
  const auto ledger = this->open_day({"m"});
  const auto claim = ledger->claim(this->day, 0).value();
  ledger->record(claim, {Position{"c", "u"}, 5, {}});
  for (int time = 0; time < 2; ++time) ledger->split(claim, "f");
  EXPECT_EQ(described(*ledger, this->day), (Chunks{"0 [-, f) c/u 5 0", "2 [f, m) - 0 0", "1 [m, -) - 0 0"}));
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 2)) << "nobody holds the new part";
  ledger->split(ledger->claim(this->day, 1).value(), "t");
  EXPECT_EQ(described(*ledger, this->day).back(), "3 [t, -) - 0 0");
  ledger->complete(claim);
}

TYPED_TEST(LedgerContract, AChunkIsNotSplitWithoutAClaimOrBehindItsProgress) {
  const auto ledger = this->open_day();
  const auto claim = ledger->claim(this->day, 0).value();
  ledger->record(claim, {Position{"k", "u"}, 5, {}});
  ledger->split(claim, "f");
  ledger->split(claim, "k");
  this->rig.let_leases_run_out();
  (void)this->rig.open("two")->claim(this->day, 0);
  ledger->split(claim, "s");
  EXPECT_EQ(described(*ledger, this->day), Chunks{"0 [-, -) k/u 5 0"});
}

TYPED_TEST(LedgerContract, AChunkIsNotSplitAtItsEndsOrWhenComplete) {
  const auto ledger = this->open_day({"d", "m"});
  const auto claim = ledger->claim(this->day, 1).value();
  for (const std::string at : {"c", "d", "m", "z"}) ledger->split(claim, at);
  ledger->complete(claim);
  ledger->split(claim, "f");
  EXPECT_EQ(ledger->chunks(this->day).size(), 3U);
}

TYPED_TEST(LedgerContract, SimultaneousSplitsGiveEachPartItsOwnNumber) {
  const auto one = this->open_day({"m"});
  const auto two = this->rig.open("two");
  const auto lower = one->claim(this->day, 0).value();
  const auto upper = two->claim(this->day, 1).value();
  std::jthread racing([&] {
    for (const std::string at : {"k", "i", "g", "e", "c"}) one->split(lower, at);
  });
  for (const std::string at : {"y", "w", "u", "s", "q"}) two->split(upper, at);
  racing.join();
  EXPECT_EQ(one->chunks(this->day).size(), 12U);
}

}  // namespace
}  // namespace sent::tests
