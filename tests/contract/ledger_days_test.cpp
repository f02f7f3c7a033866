// SPDX-License-Identifier: Apache-2.0

// What every ledger promises about days and runs.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "contract/ledger_contract.hpp"

namespace sent::tests {
namespace {

TYPED_TEST_SUITE(LedgerContract, LedgerRigs);

TYPED_TEST(LedgerContract, ADayIsCutOnceIntoRangesThatCoverEverySource) {
  const auto ledger = this->open_day({"d", "m"});
  const Chunks cut{"0 [-, d) - 0 0", "1 [d, m) - 0 0", "2 [m, -) - 0 0"};
  EXPECT_EQ(described(*ledger, this->day), cut);
  EXPECT_EQ(ledger->open_day(this->day, std::vector<std::string>{"k"}, {}).size(), 3U);
  EXPECT_EQ(described(*ledger, this->day), cut);
}

TYPED_TEST(LedgerContract, WorkersThatCutADayDifferentlyAgreeOnTheFirstCut) {
  const auto one = this->rig.open("one");
  const auto two = this->rig.open("two");
  const std::vector<std::string> bounds{"d", "m"};
  const std::vector<std::string> others{"k"};
  std::vector<ledger::ChunkState> seen;
  std::jthread racing([&] { seen = two->open_day(this->day, others, {}); });
  const auto mine = one->open_day(this->day, bounds, {});
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
  EXPECT_TRUE(ledger->complete_days(this->both_days, std::nullopt).empty());
  EXPECT_TRUE(ledger->rejected_events(this->day, std::nullopt, 10, 1000).empty());
}

TYPED_TEST(LedgerContract, TheFirstDayIsTheEarliestOpenedDay) {
  const auto ledger = this->rig.open("one");
  ledger->open_day(this->next_day, {}, {});
  EXPECT_EQ(ledger->first_day(), this->next_day);
  ledger->open_day(this->day, {}, {});
  EXPECT_EQ(ledger->first_day(), this->day);
}

TYPED_TEST(LedgerContract, ADayIsCompleteWhenAllItsChunksAre) {
  const auto ledger = this->open_day({"m"});
  complete(*ledger, this->day, 1);
  EXPECT_TRUE(ledger->complete_days(this->both_days, std::nullopt).empty());
  complete(*ledger, this->day, 0);
  EXPECT_EQ(ledger->complete_days(this->both_days, std::nullopt), std::set<Day>{this->day});
  EXPECT_TRUE(ledger->complete_days({this->next_day, this->next_day}, std::nullopt).empty());
}

TYPED_TEST(LedgerContract, TheNewestPlanOfAnOpenDayCounts) {
  const auto ledger = this->open_day();
  EXPECT_EQ(ledger->planned_events(this->day), std::nullopt);
  ledger->record_plan(plan_of(this->day, 5));
  for (int time = 0; time < 2; ++time) ledger->record_plan(plan_of(this->day, 7));
  EXPECT_EQ(ledger->planned_events(this->day), 7U);
}

TYPED_TEST(LedgerContract, ADayWithoutAChunkThatCoversASourceIsNotComplete) {
  const auto ledger = this->open_day({"m"});
  auto claim = ledger->claim(this->day, 1).value();
  complete(*ledger, claim);
  this->rig.lose_chunk(this->day, 0);
  EXPECT_TRUE(ledger->complete_days(this->both_days, std::nullopt).empty());
}

TYPED_TEST(LedgerContract, ADayKeepsTheRulesWithWhichItWasBegun) {
  const auto ledger = this->rig.open("one");
  EXPECT_EQ(ledger->day_rules(this->day), std::nullopt);
  const DayRules first{true, R"({"All":false})", "1.2.3", "digest", "windows=30"}, later{false, {}, "2", "d", "w"};
  ledger->open_day(this->day, {}, first);
  this->rig.open("two")->open_day(this->day, {}, later);
  EXPECT_EQ(ledger->day_rules(this->day), first);
  ledger->reopen_day(this->day, ledger::ResendNo{1}, later);
  EXPECT_EQ(ledger->day_rules(this->day), later);
}

// A --resend may have begun the day again, or another worker may have split the chunk, since this one listed it.
TYPED_TEST(LedgerContract, AClaimComesWithTheRulesOfItsDayAndItsSources) {
  const auto ledger = this->rig.open("one");
  const DayRules first{true, R"({"All":false})", "1.2.3", "digest", "windows=30"}, later{false, {}, "2", "d", "w"};
  ledger->open_day(this->day, std::vector<std::string>{"m"}, first);
  const auto claim = ledger->claim(this->day, 1).value();
  EXPECT_EQ(claim.rules, first);
  EXPECT_EQ(claim.range, (SourceRange{"m", std::nullopt}));
  auto lower = ledger->claim(this->day, 0).value();
  ledger->split(lower, "c");
  ledger->reopen_day(this->day, ledger::ResendNo{1}, later);
  EXPECT_EQ(ledger->claim(this->day, 0).value().rules, later);
  EXPECT_EQ(ledger->claim(this->day, 0).value().range, (SourceRange{std::nullopt, "c"}));
  EXPECT_EQ(ledger->claim(this->day, 2).value().range, (SourceRange{"c", "m"}));
}

TYPED_TEST(LedgerContract, AWorkerHasOneRunAndARunHasOneEnd) {
  const auto one = this->rig.open("one");
  const ledger::RunNo run = one->begin_run(start_of("run", this->both_days));
  EXPECT_EQ(one->begin_run(start_of("run", this->both_days)), run);
  EXPECT_NE(this->rig.open("two")->begin_run(start_of("run", this->both_days)), run);
  EXPECT_EQ(this->rig.end_of(run), std::nullopt);
  for (int time = 0; time < 2; ++time) EXPECT_TRUE(one->end_run(run, 3, 40, 2));
  EXPECT_EQ(this->rig.end_of(run), (RunEnd{3, 40, 2}));
  EXPECT_FALSE(this->rig.open("two")->end_run(run, 0, 0, 0)) << "as after a restore, which gives a number twice";
  EXPECT_EQ(this->rig.end_of(run), (RunEnd{3, 40, 2}));
}

// The first runs of two deployments, at once.
TYPED_TEST(LedgerContract, OneOfTwoDeploymentsThatBeginAtOnceIsRefused) {
  for (int round = 0; round < 20; ++round) {
    this->rig.lose_runs();
    const auto one = this->rig.open("one"), two = this->rig.open("two");
    std::atomic<int> refused = 0, ready = 0;
    const auto begin = [&](ledger::Ledger& ledger, const std::string& event) {
      ledger::RunStart start = start_of("run", this->both_days);
      start.deployment.event_name = event;
      ++ready;
      while (ready < 2) std::this_thread::yield();
      if (code_of([&] { (void)ledger.begin_run(start); }) == ExitCode::usage) ++refused;
    };
    std::thread other([&] { begin(*two, "Other Event"); });
    begin(*one, "Sent Source Data");
    other.join();
    EXPECT_EQ(refused, 1) << "in round " << round;
  }
}

TYPED_TEST(LedgerContract, ARunOfAnotherDeploymentIsRefusedWithWhatDiffers) {
  const auto one = this->rig.open("one");
  const ledger::RunStart start = start_of("run", this->both_days);
  (void)one->begin_run(start);
  ledger::RunStart other = start;
  other.deployment.time_zone = "Asia/Tokyo";
  other.deployment.receiver = "file events.ndjson";
  const Failure failure = failure_of([&] { (void)this->rig.open("two")->begin_run(other); });
  EXPECT_EQ(failure.code(), ExitCode::usage);
  EXPECT_STREQ(failure.what(),
               "opening the ledger: it belongs to another deployment: job.timezone is \"UTC\" in the ledger and "
               "\"Asia/Tokyo\" here; the receiver is \"custom receiver.example/v1/batch\" in the ledger and \"file "
               "events.ndjson\" here");
  ledger::RunStart replay = start;
  replay.deployment.contract_database.reset();
  EXPECT_NO_THROW((void)this->rig.open("three")->begin_run(replay)) << "it does not read the contract";
}

TYPED_TEST(LedgerContract, ARunThatTheLedgerLostHasNoEnd) {
  const auto ledger = this->rig.open("one");
  const ledger::RunNo run = ledger->begin_run(start_of("run", this->both_days));
  this->rig.lose_runs();
  EXPECT_FALSE(ledger->end_run(run, 0, 1, 0));
}

}  // namespace
}  // namespace sent::tests
