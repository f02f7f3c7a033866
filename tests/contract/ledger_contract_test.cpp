// SPDX-License-Identifier: Apache-2.0

// What every ledger promises, the one on PostgreSQL and its twin in memory: who may move what, and when.

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "support/database/ledger_fixture.hpp"
#include "support/ports/memory_ledger.hpp"
#include "support/ports/stepped_clock.hpp"

namespace sent::tests {
namespace {

using RunEnd = LedgerContents::RunEnd;

class PostgresLedgerRig {
 public:
  std::unique_ptr<ledger::Ledger> open(const std::string& worker) {
    config::Config config;
    config.database.url = database_.url();
    config.database.connect_timeout = std::chrono::seconds{10};
    config.job.lease = std::chrono::minutes{10};
    return ledger::make_postgres_ledger(config, worker, ledger::LedgerUse::delivering, retry::no_patience);
  }
  void let_leases_run_out() {
    database_.exec(
        "update sent_source_data.chunks set lease_until = now() - interval '1 second' where worker is not null");
  }
  std::optional<RunEnd> end_of(ledger::RunNo run) {
    const auto row =
        database_.query("select exit_code, delivered, rejected from sent_source_data.runs where run_id = " +
                        std::to_string(static_cast<std::int64_t>(run)))[0];
    if (!row[0]) return std::nullopt;
    return RunEnd{std::stoi(*row[0]), std::stoull(*row[1]), std::stoull(*row[2])};
  }

 private:
  TestDatabase database_;
};

class MemoryLedgerRig {
 public:
  std::unique_ptr<ledger::Ledger> open(const std::string& worker) { return ledger_.open(worker); }
  void let_leases_run_out() { ledger_.let_leases_run_out(); }
  std::optional<RunEnd> end_of(ledger::RunNo run) {
    return ledger_.contents().runs.at(static_cast<std::size_t>(run) - 1).end;
  }

 private:
  SteppedClock clock_;
  MemoryLedger ledger_{clock_, std::chrono::minutes{10}};
};

// Number, range, progress and counts, in the order of the sources.
std::vector<std::string> described(ledger::Ledger& ledger, Day day) {
  std::vector<std::string> all;
  for (const ledger::ChunkState& chunk : ledger.chunks(day)) {
    all.push_back(
        std::to_string(chunk.number) + " [" + chunk.range.from.value_or("-") + ", " + chunk.range.until.value_or("-") +
        ") " + (chunk.after ? chunk.after->source_id + "/" + chunk.after->user_id : "-") + " " +
        std::to_string(chunk.delivered) + " " + std::to_string(chunk.rejected) + (chunk.complete ? " complete" : ""));
  }
  return all;
}

using Chunks = std::vector<std::string>;

DayPlan plan_of(Day day, std::uint64_t events) { return {day, events, 1, 1, 100, 1, {{"s", "slug", events}}, {}}; }

template <typename Rig>
struct LedgerContract : testing::Test {
  // One worker with the day open in one chunk.
  std::unique_ptr<ledger::Ledger> open_day(const std::vector<std::string>& bounds = {}) {
    auto ledger = rig.open("one");
    ledger->open_day(day, bounds);
    return ledger;
  }
  // Everything of a day that is open in one chunk.
  void deliver(ledger::Ledger& ledger, Day of) {
    ledger.open_day(of, {});
    ledger.complete(ledger.claim(of, 0).value());
  }

  const Day day{2026, 3, 10};
  const Day next_day{2026, 3, 11};
  const DayRange both_days{day, next_day};
  Rig rig;
};
using LedgerRigs = testing::Types<PostgresLedgerRig, MemoryLedgerRig>;
TYPED_TEST_SUITE(LedgerContract, LedgerRigs);

// Days.

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

// Claims.

TYPED_TEST(LedgerContract, OneWorkerHasAChunkUntilItsLeaseExpires) {
  const auto one = this->open_day();
  const auto two = this->rig.open("two");
  const auto claim = one->claim(this->day, 0);
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
  ledger->complete(ledger->claim(this->day, 0).value());
  EXPECT_FALSE(ledger->claim(this->day, 0));
}

TYPED_TEST(LedgerContract, AWorkersSecondClaimReplacesItsFirst) {
  const auto ledger = this->open_day();
  const auto first = ledger->claim(this->day, 0).value();
  const auto second = ledger->claim(this->day, 0);
  ASSERT_TRUE(second) << "its own lease does not stop it, for the first answer may be lost";
  EXPECT_EQ(code_of([&] { ledger->record(first, {Position{"a", "u"}, 1, {}}); }), ExitCode::day_held_elsewhere);
  ledger->record(*second, {Position{"a", "u"}, 1, {}});
}

TYPED_TEST(LedgerContract, AWorkerThatLostItsLeaseCannotRecordProgress) {
  const auto one = this->open_day();
  const auto two = this->rig.open("two");
  const auto lost = one->claim(this->day, 0).value();
  this->rig.let_leases_run_out();
  const auto held = two->claim(this->day, 0).value();
  two->record(held, {Position{"s1", "u1"}, 1, {}});
  const Chunks before = described(*one, this->day);
  const std::vector<Rejection> rejected{rejection_of("s9", "u9")};
  EXPECT_EQ(code_of([&] { one->record(lost, {Position{"s9", "u9"}, 5, rejected}); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(code_of([&] { one->record(lost, {}); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(code_of([&] { one->complete(lost); }), ExitCode::day_held_elsewhere);
  one->release(lost);
  one->renew(std::vector{lost});
  EXPECT_EQ(described(*one, this->day), before);
  EXPECT_EQ(one->rejected_count({this->day, this->day}), 0U);
  EXPECT_FALSE(one->claim(this->day, 0)) << "the other's lease stands";
  two->complete(held);
  EXPECT_EQ(described(*one, this->day), Chunks{"0 [-, -) s1/u1 1 0 complete"});
}

TYPED_TEST(LedgerContract, AnExpiredLeaseLastsUntilAnotherWorkerClaims) {
  const auto ledger = this->open_day();
  const auto claim = ledger->claim(this->day, 0).value();
  this->rig.let_leases_run_out();
  ledger->record(claim, {Position{"a", "u"}, 1, {}});
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

TYPED_TEST(LedgerContract, ARenewalDoesNotRestoreAReleasedClaim) {
  const auto ledger = this->open_day();
  const auto claim = ledger->claim(this->day, 0).value();
  ledger->release(claim);
  ledger->renew(std::vector{claim});
  EXPECT_TRUE(this->rig.open("two")->claim(this->day, 0));
}

TYPED_TEST(LedgerContract, ATakeoverBeginsWhereProgressWasRecorded) {
  const auto one = this->open_day();
  one->record(one->claim(this->day, 0).value(), {Position{"s2", "u1"}, 3, {}});
  this->rig.let_leases_run_out();
  const auto taken = this->rig.open("two")->claim(this->day, 0).value();
  EXPECT_EQ(taken.after, (Position{"s2", "u1"}));
}

// Progress.

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

// What a transaction whose answer got lost looks like: it is run again.
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

// The answer to record() got lost, and a replay cleared its rejected event before it was repeated.
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

// Splits.

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

// Rejected events.

TYPED_TEST(LedgerContract, RejectedEventsAreCountedByDay) {
  const auto ledger = this->open_day();
  const std::vector<Rejection> rejected{rejection_of("a", "u1"), rejection_of("a", "u2")};
  ledger->record(ledger->claim(this->day, 0).value(), {Position{"a", "u2"}, 0, rejected});
  this->deliver(*ledger, this->next_day);
  EXPECT_EQ(ledger->rejected_count(this->both_days), 2U);
  EXPECT_EQ(ledger->rejected_count({this->next_day, this->next_day}), 0U);
  EXPECT_EQ(ledger->rejected_days(), std::vector{this->day});
}

TYPED_TEST(LedgerContract, RejectedEventsAreReadInPagesByPosition) {
  const auto ledger = this->open_day();
  const std::vector<Rejection> rejected{rejection_of("B", "u"), rejection_of("a", "u1"), rejection_of("a", "u2"),
                                        rejection_of("é", "u")};
  ledger->record(ledger->claim(this->day, 0).value(), {Position{"é", "u"}, 0, rejected});
  const std::size_t event_bytes = rejected[0].payload.size();
  for (const auto& [limit, bytes] :
       {std::pair<std::size_t, std::size_t>{2, 1'000'000}, {100, 1}, {100, event_bytes + 1}}) {
    std::vector<std::string> seen;
    std::optional<Position> after;
    const std::size_t most = bytes == 1 ? 1 : 2;
    for (auto page = ledger->rejected_events(this->day, after, limit, bytes); !page.empty();
         page = ledger->rejected_events(this->day, after, limit, bytes)) {
      EXPECT_LE(page.size(), most);
      for (const auto& event : page) seen.push_back(event.source_id + "/" + event.user_id);
      after = Position{page.back().source_id, page.back().user_id};
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"B/u", "a/u1", "a/u2", "é/u"}));
  }
}

// Whatever an id, an event or a reason holds; and again after a replay.
TYPED_TEST(LedgerContract, RejectedEventsKeepEveryByte) {
  const auto ledger = this->open_day();
  std::vector<Rejection> rejected;
  for (const char* const text :
       {"", "\"", "\\", "\\\"", "NULL", "a,b", "{}", "a'b", "a\nb\tc", "日本", "{\"a\":\"\\u0000\\n\"}"}) {
    rejected.push_back({"s", std::string("u") + text, "00000000-0000-5000-8000-000000000001", text, 400,
                        std::string("because ") + text});
  }
  std::ranges::sort(rejected, {}, &Rejection::user_id);
  const auto expect_kept = [&] {
    const auto found = ledger->rejected_events(this->day, std::nullopt, 100, 1'000'000);
    ASSERT_EQ(found.size(), rejected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].user_id, rejected[i].user_id);
      EXPECT_EQ(found[i].message_id, rejected[i].message_id);
      EXPECT_EQ(found[i].payload, rejected[i].payload);
      EXPECT_EQ(found[i].reason, rejected[i].reason);
      EXPECT_EQ(found[i].status, rejected[i].status);
    }
  };
  ledger->record(ledger->claim(this->day, 0).value(), {Position{"s", "v"}, 0, rejected});
  expect_kept();
  for (Rejection& one : rejected) one.status = 422, one.reason += " again";
  ledger->record_replay(this->day, {{}, rejected});
  expect_kept();
}

TYPED_TEST(LedgerContract, AReplayCountsInTheChunkOfTheSource) {
  const auto ledger = this->open_day({"m"});
  const std::vector<Rejection> low{rejection_of("a", "u")}, high{rejection_of("z", "u")};
  ledger->record(ledger->claim(this->day, 0).value(), {Position{"a", "u"}, 0, low});
  ledger->record(ledger->claim(this->day, 1).value(), {Position{"z", "u"}, 0, high});
  const std::vector<Position> accepted{{"z", "u"}, {"y", "nobody"}};
  ledger->record_replay(this->day, {accepted, low});
  EXPECT_EQ(described(*ledger, this->day), (Chunks{"0 [-, m) a/u 0 1", "1 [m, -) z/u 1 0"}));
}

TYPED_TEST(LedgerContract, AReplayDoesNotRestoreAnEventThatIsGone) {
  const auto ledger = this->open_day();
  const std::vector<Rejection> rejected{rejection_of("a", "u")};
  ledger->record_replay(this->day, {{}, rejected});
  EXPECT_EQ(ledger->rejected_count({this->day, this->day}), 0U);
}

// Runs.

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
