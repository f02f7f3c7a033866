// SPDX-License-Identifier: Apache-2.0

// The ledger on a real PostgreSQL: who may move what, and when.

#include <algorithm>
#include <future>
#include <thread>

#include "support/ledger_fixture.hpp"

namespace sent::tests {
namespace {

using LedgerOf = LedgerFixture;

TEST_F(LedgerOf, WorkersThatCutADayDifferentlyAgreeOnTheFirstCut) {
  const auto one = open("one");
  const auto two = open("two");
  const std::vector<std::string> bounds{"d", "m"};
  const std::vector<std::string> others{"k"};
  std::vector<ledger::ChunkState> seen;
  std::jthread racing([&] { seen = two->open_day(day, others); });
  const auto mine = one->open_day(day, bounds);
  racing.join();
  const auto again = one->chunks(day);
  ASSERT_TRUE(again.size() == 3 || again.size() == 2);
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(mine[i].range, again[i].range);
    EXPECT_EQ(seen[i].range, again[i].range);
  }
  EXPECT_EQ(one->open_day(day, {}).size(), again.size()) << "it is cut once";
}

TEST_F(LedgerOf, AChunkIsHeldByOneWorkerUntilItsLeaseRunsOut) {
  const auto one = open("one");
  const auto two = open("two");
  one->open_day(day, {});
  const auto claim = one->claim(day, 0);
  ASSERT_TRUE(claim);
  EXPECT_FALSE(two->claim(day, 0));
  let_leases_run_out();
  const auto taken = two->claim(day, 0);
  ASSERT_TRUE(taken);
  EXPECT_GT(taken->fence, claim->fence);
}

TEST_F(LedgerOf, AWorkerThatLostItsLeaseCannotMoveAnything) {
  const auto one = open("one");
  const auto two = open("two");
  one->open_day(day, {});
  const auto lost = one->claim(day, 0).value();
  let_leases_run_out();
  const auto held = two->claim(day, 0).value();
  two->record(held, {Position{"s1", "u1"}, 1, {}});
  const std::string before = chunk_state();
  const std::vector<Rejection> rejected{rejection_of("s9", "u9")};
  EXPECT_EQ(code_of([&] { one->record(lost, {Position{"s9", "u9"}, 5, rejected}); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(code_of([&] { one->complete(lost); }), ExitCode::day_held_elsewhere);
  one->release(lost);
  one->renew(std::vector{lost});
  EXPECT_EQ(chunk_state(), before);
  EXPECT_EQ(one->rejected_count({day, day}), 0U);
  EXPECT_FALSE(one->claim(day, 0)) << "the other's lease stands";
  two->complete(held);
  EXPECT_EQ(chunk_state(), "1 1 0 s1 u1");
}

TEST_F(LedgerOf, ATakeoverBeginsWhereProgressWasRecorded) {
  const auto one = open("one");
  one->open_day(day, {});
  one->record(one->claim(day, 0).value(), {Position{"s2", "u1"}, 3, {}});
  let_leases_run_out();
  const auto taken = open("two")->claim(day, 0).value();
  EXPECT_EQ(taken.after, (Position{"s2", "u1"}));
}

// What a transaction whose answer got lost looks like: it is run again.
TEST_F(LedgerOf, EveryTransactionIsSafeToRepeat) {
  const auto ledger = open("one");
  ledger->open_day(day, {});
  ledger->open_day(day, {});
  (void)ledger->claim(day, 0);
  const auto claim = ledger->claim(day, 0);
  ASSERT_TRUE(claim) << "a worker's own lease does not stop it";
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  for (int time = 0; time < 2; ++time) ledger->record(*claim, {Position{"s1", "u3"}, 2, rejected});
  EXPECT_EQ(chunk_state(), "2 1 s1 u3");
  for (int time = 0; time < 2; ++time) ledger->complete(*claim);
  EXPECT_EQ(chunk_state(), "3 2 1 s1 u3");
  const std::vector<Position> accepted{{"s1", "u2"}};
  for (int time = 0; time < 2; ++time) ledger->record_replay(day, {accepted, {}});
  EXPECT_EQ(ledger->rejected_count({day, day}), 0U);
  EXPECT_EQ(chunk_state(), "3 3 0 s1 u3");
  EXPECT_EQ(ledger->begin_run({"run", {day, day}}), ledger->begin_run({"run", {day, day}}));
  ledger->release(*claim);
  ledger->renew(std::vector{*claim});
  EXPECT_EQ(database.value("select count(*) from sent_source_data.chunks where worker is not null"), "0");
}

// The answer to record() got lost, and a replay cleared its rejected event before it was repeated.
TEST_F(LedgerOf, WhatAReplayClearedIsNotRejectedOnceMoreByARepetition) {
  const auto ledger = open("one");
  ledger->open_day(day, {});
  const auto claim = ledger->claim(day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  const std::vector<Position> accepted{{"s1", "u2"}};
  ledger->record(claim, {Position{"s1", "u3"}, 2, rejected});
  ledger->record_replay(day, {accepted, {}});
  ledger->record(claim, {Position{"s1", "u3"}, 2, rejected});
  EXPECT_EQ(chunk_state(), "3 0 s1 u3");
  EXPECT_EQ(ledger->rejected_count({day, day}), 0U);
}

// Number, range, progress and counts, in the order of the sources.
std::vector<std::string> described(ledger::Ledger& ledger, Day day) {
  std::vector<std::string> all;
  for (const ledger::ChunkState& chunk : ledger.chunks(day)) {
    all.push_back(std::to_string(chunk.number) + " [" + chunk.range.from.value_or("-") + ", " +
                  chunk.range.until.value_or("-") + ") " + (chunk.after ? chunk.after->source_id : "-") + " " +
                  std::to_string(chunk.delivered));
  }
  return all;
}

TEST_F(LedgerOf, AChunkIsSplitUnderItsClaimAndKeepsItsProgress) {
  const auto ledger = open("one");
  ledger->open_day(day, std::vector<std::string>{"m"});
  const auto claim = ledger->claim(day, 0).value();
  ledger->record(claim, {Position{"c", "u"}, 5, {}});
  for (int time = 0; time < 2; ++time) ledger->split(claim, "f");
  const std::vector<std::string> parts{"0 [-, f) c 5", "2 [f, m) - 0", "1 [m, -) - 0"};
  EXPECT_EQ(described(*ledger, day), parts);
  EXPECT_TRUE(open("two")->claim(day, 2)) << "nobody holds the new part";
  ledger->split(ledger->claim(day, 1).value(), "t");
  EXPECT_EQ(described(*ledger, day).back(), "3 [t, -) - 0");
  ledger->complete(claim);
}

TEST_F(LedgerOf, AChunkIsNotSplitWithoutItsClaimNorBehindItsProgress) {
  const auto ledger = open("one");
  ledger->open_day(day, {});
  const auto claim = ledger->claim(day, 0).value();
  ledger->record(claim, {Position{"k", "u"}, 5, {}});
  ledger->split(claim, "f");
  let_leases_run_out();
  (void)open("two")->claim(day, 0);
  ledger->split(claim, "s");
  EXPECT_EQ(described(*ledger, day), std::vector<std::string>{"0 [-, -) k 5"});
}

TEST_F(LedgerOf, WorkersThatSplitChunksOfOneDayAtOnceGiveEachPartItsNumber) {
  const auto one = open("one");
  const auto two = open("two");
  one->open_day(day, std::vector<std::string>{"m"});
  const auto lower = one->claim(day, 0).value();
  const auto upper = two->claim(day, 1).value();
  std::jthread racing([&] {
    for (const std::string at : {"k", "i", "g", "e", "c"}) one->split(lower, at);
  });
  for (const std::string at : {"y", "w", "u", "s", "q"}) two->split(upper, at);
  racing.join();
  EXPECT_EQ(one->chunks(day).size(), 12U);
}

TEST_F(LedgerOf, ARenewedLeaseOutlivesItsFirstTerm) {
  const auto ledger = open("one");
  ledger->open_day(day, {});
  const auto claim = ledger->claim(day, 0).value();
  let_leases_run_out();
  ledger->renew(std::vector{claim});
  EXPECT_FALSE(open("two")->claim(day, 0));
}

// The other call waits to try again; it goes on only when the lease was renewed.
TEST_F(LedgerOf, ALeaseIsRenewedWhileAnotherCallWaitsToTryAgain) {
  std::function<bool()> while_waiting = [] { return false; };
  const auto ledger = open("one", [&](int, const std::string&) { return while_waiting(); });
  ledger->open_day(day, {});
  const auto claim = ledger->claim(day, 0).value();
  let_leases_run_out();
  bool renewed = false;
  while_waiting = [&] {
    auto renewing = std::async(std::launch::async, [&] { ledger->renew(std::vector{claim}); });
    renewed = renewing.wait_for(std::chrono::seconds{30}) == std::future_status::ready;
    return renewed;
  };
  database.exec(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
      "pg_backend_pid()");
  EXPECT_EQ(ledger->chunks(day).size(), 1U);
  EXPECT_TRUE(renewed);
  EXPECT_FALSE(open("two")->claim(day, 0));
}

TEST_F(LedgerOf, ADayIsReopenedOnlyIfItWasCompleteBeforeTheRunBegan) {
  const auto ledger = open("one");
  const std::vector<std::string> bounds{"m"};
  ledger->open_day(day, bounds);
  const auto first = ledger->claim(day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("a", "u1")};
  ledger->record(first, {Position{"a", "u1"}, 0, rejected});
  ledger->complete(first);
  const ledger::RunNo early = ledger->begin_run({"backfill --resend", {day, day}});
  ledger->reopen_day(day, early);
  EXPECT_TRUE(ledger->chunks(day)[0].complete) << "the day is still being delivered";
  ledger->complete(ledger->claim(day, 1).value());
  ledger->reopen_day(day, early);
  EXPECT_TRUE(ledger->chunks(day)[0].complete) << "it was completed since the run began";
  ledger->reopen_day(day, open("two")->begin_run({"backfill --resend", {day, day}}));
  EXPECT_FALSE(ledger->chunks(day)[0].complete);
  EXPECT_FALSE(ledger->chunks(day)[1].complete);
  EXPECT_EQ(ledger->rejected_count({day, day}), 0U);
}

TEST_F(LedgerOf, RejectedEventsAreReadInPagesByPosition) {
  const auto ledger = open("one");
  ledger->open_day(day, {});
  const auto claim = ledger->claim(day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("B", "u"), rejection_of("a", "u1"), rejection_of("a", "u2"),
                                        rejection_of("é", "u")};
  ledger->record(claim, {Position{"é", "u"}, 0, rejected});
  const std::size_t event_bytes = rejected[0].payload.size();
  for (const auto& [limit, bytes] :
       {std::pair<std::size_t, std::size_t>{2, 1'000'000}, {100, 1}, {100, event_bytes + 1}}) {
    std::vector<std::string> seen;
    std::optional<Position> after;
    const std::size_t most = bytes == 1 ? 1 : 2;
    for (auto page = ledger->rejected_events(day, after, limit, bytes); !page.empty();
         page = ledger->rejected_events(day, after, limit, bytes)) {
      EXPECT_LE(page.size(), most);
      for (const auto& event : page) seen.push_back(event.source_id + "/" + event.user_id);
      after = Position{page.back().source_id, page.back().user_id};
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"B/u", "a/u1", "a/u2", "é/u"}));
  }
  EXPECT_EQ(ledger->rejected_days(), std::vector{day});
}

// Whatever an id, an event or a reason holds; and again after a replay.
TEST_F(LedgerOf, RejectedEventsKeepEveryByte) {
  const auto ledger = open("one");
  ledger->open_day(day, {});
  std::vector<Rejection> rejected;
  for (const char* const text :
       {"", "\"", "\\", "\\\"", "NULL", "a,b", "{}", "a'b", "a\nb\tc", "日本", "{\"a\":\"\\u0000\\n\"}"}) {
    rejected.push_back({"s", std::string("u") + text, "00000000-0000-5000-8000-000000000001", text, 400,
                        std::string("because ") + text});
  }
  std::ranges::sort(rejected, {}, &Rejection::user_id);
  const auto kept = [&] { return ledger->rejected_events(day, std::nullopt, 100, 1'000'000); };
  const auto expect_kept = [&] {
    const auto found = kept();
    ASSERT_EQ(found.size(), rejected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].user_id, rejected[i].user_id);
      EXPECT_EQ(found[i].payload, rejected[i].payload);
      EXPECT_EQ(found[i].reason, rejected[i].reason);
      EXPECT_EQ(found[i].status, rejected[i].status);
    }
  };
  ledger->record(ledger->claim(day, 0).value(), {Position{"s", "v"}, 0, rejected});
  expect_kept();
  for (Rejection& one : rejected) one.status = 422, one.reason += " again";
  ledger->record_replay(day, {{}, rejected});
  expect_kept();
}

TEST_F(LedgerOf, ALostConnectionIsMadeAgainWhilePatienceLasts) {
  int waited = 0;
  const auto ledger = open("one", [&](int attempt, const std::string&) { return waited = attempt, attempt < 3; });
  ledger->open_day(day, {});
  database.exec(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
      "pg_backend_pid()");
  EXPECT_TRUE(ledger->claim(day, 0));
  EXPECT_EQ(waited, 1);
  const auto impatient = open("two");
  database.exec(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
      "pg_backend_pid()");
  EXPECT_EQ(code_of([&] { (void)impatient->chunks(day); }), ExitCode::database_unavailable);
  EXPECT_EQ(impatient->chunks(day).size(), 1U) << "the next call connects again";
}

}  // namespace
}  // namespace sent::tests
