// SPDX-License-Identifier: Apache-2.0

// What every ledger promises about claims: who may change a chunk, and until when.

#include <gtest/gtest.h>

#include "contract/ledger_contract.hpp"

namespace sent::tests {
namespace {

TYPED_TEST_SUITE(LedgerContract, LedgerRigs);

TYPED_TEST(LedgerContract, OneWorkerHasAChunkUntilItsLeaseExpires) {
  const auto one = this->open_day();
  const auto two = this->rig.open("two");
  auto claim = one->claim(this->day, 0);
  ASSERT_TRUE(claim);
  EXPECT_FALSE(two->claim(this->day, 0));
  this->rig.let_leases_run_out();
  const auto taken = two->claim(this->day, 0);
  ASSERT_TRUE(taken);
  EXPECT_GT(taken->fence, claim->fence);
}

TYPED_TEST(LedgerContract, AReleasedChunkIsFreeAtOnce) {
  const auto ledger = this->open_day();
  ledger->release(ledger->claim(this->day, 0).value());
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 0));
}

TYPED_TEST(LedgerContract, ACompleteChunkIsNotClaimed) {
  const auto ledger = this->open_day();
  complete(*ledger, this->day, 0);
  EXPECT_FALSE(ledger->claim(this->day, 0));
}

TYPED_TEST(LedgerContract, AWorkersSecondClaimReplacesItsFirst) {
  const auto ledger = this->open_day();
  auto first = ledger->claim(this->day, 0).value();
  auto second = ledger->claim(this->day, 0);
  ASSERT_TRUE(second) << "its own lease does not stop it, for the first answer may be lost";
  EXPECT_EQ(code_of([&] { ledger->record(first, upto("a", "u", 1)); }), ExitCode::day_held_elsewhere);
  ledger->record(*second, upto("a", "u", 1));
}

TYPED_TEST(LedgerContract, AWorkerThatLostItsLeaseCannotRecordProgress) {
  const auto one = this->open_day();
  const auto two = this->rig.open("two");
  auto lost = one->claim(this->day, 0).value();
  this->rig.let_leases_run_out();
  auto held = two->claim(this->day, 0).value();
  two->record(held, upto("s1", "u1", 1));
  const Chunks before = described(*one, this->day);
  const std::vector<Rejection> rejected{rejection_of("s9", "u9")};
  EXPECT_EQ(code_of([&] { one->record(lost, upto("s9", "u9", 5, rejected)); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(code_of([&] { one->record(lost, {}); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(code_of([&] { one->complete(lost); }), ExitCode::day_held_elsewhere);
  one->release(lost);
  one->renew(std::vector{lost});
  EXPECT_EQ(described(*one, this->day), before);
  EXPECT_EQ(one->rejected_count({this->day, this->day}), 0U);
  EXPECT_FALSE(one->claim(this->day, 0)) << "the other's lease stands";
  complete(*two, held);
  EXPECT_EQ(described(*one, this->day), Chunks{"0 [-, -) s1/u1 1 0 complete"});
}

TYPED_TEST(LedgerContract, AnExpiredLeaseLastsUntilAnotherWorkerClaims) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  this->rig.let_leases_run_out();
  ledger->record(claim, upto("a", "u", 1));
  EXPECT_FALSE(this->rig.open("two")->claim(this->day, 0)) << "recording renewed the lease";
}

TYPED_TEST(LedgerContract, ARenewedLeaseOutlivesItsFirstTerm) {
  const auto ledger = this->open_day({"m"});
  const std::vector claims{ledger->claim(this->day, 0).value(), ledger->claim(this->day, 1).value()};
  this->rig.let_leases_run_out();
  ledger->renew(claims);
  EXPECT_FALSE(this->rig.open("two")->claim(this->day, 0));
  EXPECT_FALSE(this->rig.open("two")->claim(this->day, 1));
}

// A worker that hangs may still ask whether its claim stands.
TYPED_TEST(LedgerContract, RecordingNothingDoesNotRenewTheLease) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  this->rig.let_leases_run_out();
  ledger->record(claim, {});
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 0));
}

TYPED_TEST(LedgerContract, ARenewalDoesNotRestoreAReleasedClaim) {
  const auto ledger = this->open_day();
  auto claim = ledger->claim(this->day, 0).value();
  ledger->release(claim);
  ledger->renew(std::vector{claim});
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 0));
}

TYPED_TEST(LedgerContract, ATakeoverBeginsWhereProgressWasRecorded) {
  const auto one = this->open_day();
  record(*one, this->day, 0, upto("s2", "u1", 3));
  this->rig.let_leases_run_out();
  const auto taken = this->rig.open("two")->claim(this->day, 0).value();
  EXPECT_EQ(taken.settled.after, (Position{"s2", "u1"}));
}

// The clock was set back by an hour, and the worker is gone.
TYPED_TEST(LedgerContract, ALeaseThatBeginsInTheFutureIsOver) {
  const auto ledger = this->open_day();
  (void)ledger->claim(this->day, 0).value();
  this->rig.let_leases_begin_in_an_hour();
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 0));
}

}  // namespace
}  // namespace sent::tests
