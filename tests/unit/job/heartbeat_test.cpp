// SPDX-License-Identifier: Apache-2.0

#include "job/heartbeat.hpp"

#include <gtest/gtest.h>

#include "support/ports/memory_ledger.hpp"
#include "support/ports/stepped_clock.hpp"

namespace sent::tests {
namespace {

using std::chrono::seconds;

// A worker with a heartbeat and the claims on both chunks of a day, and another worker that tries to claim them.
struct Heartbeat : testing::Test {
  Heartbeat() {
    mine->open_day(day, std::vector<std::string>{"m"}, {});
    for (const int chunk : {0, 1}) claims.push_back(mine->claim(day, chunk).value());
    clock.await_sleepers(1);
    store.mend();
  }
  // A third of a lease passes, and the due renewals are done.
  void beat(int times = 1) {
    for (; times > 0; --times) {
      if (lives) pulse.beat();
      clock.advance(lease / 3);
      clock.await_sleepers(1);
    }
  }
  bool other_gets(int chunk) { return other->claim(day, chunk).has_value(); }

  const Day day{2026, 3, 10};
  const seconds lease{30};
  bool lives = true;  // the worker
  SteppedClock clock;
  MemoryLedger store{clock, lease};
  std::unique_ptr<ledger::Ledger> mine = store.open("mine"), other = store.open("other");
  std::vector<ledger::Claim> claims;
  Pulse pulse;
  log::Log log{log::LogFormat::text, log::LogLevel::warn};
  job::BackgroundFailure beside;
  const seconds longest_silence{60};
  job::Heartbeat heartbeat{*mine, clock, {lease, longest_silence, pulse, log}, beside};
};

TEST_F(Heartbeat, KeepsEveryWatchedClaimAlive) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  beat(10);
  EXPECT_FALSE(other_gets(0));
  EXPECT_FALSE(other_gets(1));
}

TEST_F(Heartbeat, RenewsThreeTimesInALease) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  clock.advance(lease / 3 - std::chrono::milliseconds{1});
  EXPECT_EQ(store.calls(), 0);
  clock.advance(std::chrono::milliseconds{1});
  clock.await_sleepers(1);
  EXPECT_EQ(store.calls(), 1);
  beat(2);
  EXPECT_EQ(store.calls(), 3);
}

TEST_F(Heartbeat, LetsAnUnwatchedLeaseExpire) {
  beat(3);
  EXPECT_EQ(store.calls(), 3) << "it only records that the worker is alive";
  EXPECT_TRUE(other_gets(0));
}

TEST_F(Heartbeat, LetsALeaseExpireWhenItsWatchEnds) {
  {
    const job::Heartbeat::Watch watch(heartbeat, claims);
    beat(2);
  }
  beat(3);
  EXPECT_TRUE(other_gets(0));
}

TEST_F(Heartbeat, CanWatchOneSetOfClaimsAfterAnother) {
  { const job::Heartbeat::Watch first(heartbeat, std::span(claims).first(1)); }
  const job::Heartbeat::Watch second(heartbeat, std::span(claims).last(1));
  beat(3);
  EXPECT_TRUE(other_gets(0));
  EXPECT_FALSE(other_gets(1));
}

TEST_F(Heartbeat, RetriesAtTheNextBeatWhenTheLedgerFails) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  store.break_call({.number = 1});
  beat(5);
  EXPECT_FALSE(other_gets(0));
}

TEST_F(Heartbeat, OutlivesAnUnavailableLedger) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  store.break_call({.number = 1, .and_all_later = true});
  beat(5);
  store.mend();
  EXPECT_TRUE(other_gets(0)) << "the lease ran out meanwhile";
}

TEST_F(Heartbeat, NotesAnyOtherExceptionAndEnds) {
  EXPECT_NO_THROW(beside.rethrow());
  const job::Heartbeat::Watch watch(heartbeat, claims);
  store.break_call({.number = 1, .code = std::nullopt});
  clock.advance(lease / 3);
  const auto is_noted = [&] {
    try {
      beside.rethrow();
    } catch (const std::logic_error&) {
      return true;
    }
    return false;
  };
  while (!is_noted()) std::this_thread::yield();
}

TEST_F(Heartbeat, LeavesAClaimToTheWorkerThatTookIt) {
  clock.advance(lease);
  ASSERT_TRUE(other_gets(0));
  const job::Heartbeat::Watch watch(heartbeat, claims);
  clock.await_sleepers(1);
  beat(3);
  EXPECT_TRUE(store.open("third")->claim(day, 0)) << "the other's lease was not renewed";
  EXPECT_FALSE(other_gets(1));
}

TEST_F(Heartbeat, LetsTheLeasesOfASilentWorkerExpire) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  lives = false;
  testing::internal::CaptureStderr();
  beat(6);  // the longest silence
  EXPECT_FALSE(other_gets(0));
  beat(4);
  EXPECT_TRUE(other_gets(0));
  EXPECT_TRUE(other_gets(1));
  const std::string logged = testing::internal::GetCapturedStderr();
  const auto said = logged.find("its leases are not renewed");
  EXPECT_NE(said, std::string::npos);
  EXPECT_EQ(logged.find("its leases are not renewed", said + 1), std::string::npos) << "it is said once";
}

TEST_F(Heartbeat, RenewsTheLeasesOfAWorkerThatComesBackToLife) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  lives = false;
  beat(7);
  lives = true;
  beat(6);
  EXPECT_FALSE(other_gets(0));
}

TEST_F(Heartbeat, TakesRecordedProgressForASignOfLife) {
  const job::Heartbeat::Watch watch(heartbeat, claims);
  lives = false;
  for (int i = 0; i < 4; ++i) {
    beat(5);
    heartbeat.note_progress();
  }
  EXPECT_FALSE(other_gets(0));
}

// Otherwise a worker that waited for others would begin its next chunk as a silent one.
TEST_F(Heartbeat, CountsSilenceOnlyWhileItWatches) {
  lives = false;
  beat(20);
  const auto later = mine->claim(day, 0);
  const job::Heartbeat::Watch watch(heartbeat, std::span(&*later, 1));
  beat(6);
  EXPECT_FALSE(other_gets(0));
}

TEST_F(Heartbeat, EndsWithoutWaitingForTheNextBeat) {
  const job::Heartbeat another(*mine, clock, {std::chrono::hours{24}, longest_silence, pulse, log}, beside);
  clock.await_sleepers(2);
}

}  // namespace
}  // namespace sent::tests
