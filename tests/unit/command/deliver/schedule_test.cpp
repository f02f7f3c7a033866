// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/schedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "support/ports/small_delivery.hpp"
#include "support/suite/effort.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

// Of the states that a ledger may go back to, all or every fifth one.
const int every = test_effort() == TestEffort::full ? 1 : 5;

struct Schedule : testing::Test {
  static inline const Day first = SmallDelivery::first, second = SmallDelivery::second;

  // Another worker claims the chunks of a day and does nothing with them.
  void let_other_hold(Day day) {
    other->open_day(day, world.bounds, {});
    for (const auto& chunk : other->chunks(day)) (void)other->claim(day, chunk.number);
  }
  SmallDelivery world;
  std::unique_ptr<ledger::Ledger> other = world.ledger.open("other");
};

TEST_F(Schedule, DeliversDaysUntilAllAreComplete) {
  DeliveryWorker(world).deliver(SmallDelivery::both);
  world.expect_all_delivered();
  EXPECT_EQ(world.accepted().size(), 12U);
}

TEST_F(Schedule, DoesNotSendACompleteDayAgain) {
  DeliveryWorker(world, "one").deliver({first});
  DeliveryWorker(world, "two").deliver(SmallDelivery::both);
  world.expect_all_delivered();
  EXPECT_EQ(world.accepted().size(), 12U);
}

TEST_F(Schedule, SendsACompleteDayAgainWithResend) {
  DeliveryWorker(world, "one").deliver({first});
  DeliveryWorker two(world, "two");
  for (int time = 0; time < 2; ++time) two.deliver({first}, true);
  EXPECT_EQ(world.accepted().size(), 12U) << "by one run it is sent again once";
  world.expect_true_ledger();
}

TEST_F(Schedule, CutsDaysAtTheBoundsAndGroupsChunksOfEqualRanges) {
  world.bounds = {"b"};
  DeliveryWorker worker(world);
  worker.deliver(SmallDelivery::both);
  world.expect_all_delivered();
  EXPECT_EQ(worker.ledger().chunks(first).size(), 2U);
  const std::vector<EventName> accepted = world.accepted();
  EXPECT_EQ(accepted[2], "2026-03-11 a ada") << "both days of the first range come before the second range";
}

TEST_F(Schedule, CountsADayOfSeveralChunksBeforeSendingAnyOfIt) {
  world.bounds = {"b"};
  world.config.job.max_events = 5;
  DeliveryWorker worker(world);
  EXPECT_EQ(code_of([&] { worker.deliver({first}); }), ExitCode::usage);
  EXPECT_TRUE(world.accepted().empty());
}

TEST_F(Schedule, WaitsForAnotherWorkerAndTakesOverWhenItsLeaseExpires) {
  let_other_hold(first);
  const auto before = world.clock.now();
  DeliveryWorker(world).deliver(SmallDelivery::both);
  EXPECT_GE(world.clock.now() - before, std::chrono::seconds{30});
  world.expect_all_delivered();
}

TEST_F(Schedule, DoesAvailableWorkBeforeItWaits) {
  let_other_hold(first);
  DeliveryWorker worker(world);
  EXPECT_EQ(code_of([&] { worker.deliver(SmallDelivery::both, false, false); }), ExitCode::day_held_elsewhere);
  EXPECT_EQ(world.accepted_once(), world.due({second}));
  world.expect_true_ledger();
}

TEST_F(Schedule, StopsWaitingOnAStop) {
  let_other_hold(first);
  DeliveryWorker worker(world);
  worker.stop();
  EXPECT_EQ(code_of([&] { worker.deliver({first}); }), ExitCode::interrupted);
}

TEST_F(Schedule, SplitsAChunkThatIsTooLargeAndSendsEachEventOnce) {
  world.config.job.memory = 1U << 19U;
  for (const char* const id : {"d", "e", "f", "g"}) world.add(id, {"ada", "bob"}, std::string(150'000, 'x'));
  world.config.sink.max_event_bytes = 1'000'000;
  world.config.sink.max_body_bytes = 2'000'000;
  DeliveryWorker worker(world);
  worker.deliver(SmallDelivery::both);
  EXPECT_GT(worker.ledger().chunks(first).size(), 1U);
  world.expect_all_delivered();
  EXPECT_EQ(world.accepted().size(), world.due().size());
}

TEST_F(Schedule, CompletesAnEmptyDay) {
  world.tables = {};
  DeliveryWorker worker(world);
  worker.deliver(SmallDelivery::both);
  EXPECT_EQ(worker.ledger().complete_days(SmallDelivery::range(), std::nullopt).size(), 2U);
  EXPECT_TRUE(world.accepted().empty());
}

TEST_F(Schedule, SendsTheRequestedEventsOfANarrowedRunAndLeavesTheLedgerAlone) {
  DeliveryWorker worker(world, "worker", {{"b"}, {"ada"}});
  worker.deliver_filtered(SmallDelivery::both);
  EXPECT_EQ(world.accepted_once(), (std::set<EventName>{"2026-03-10 b ada", "2026-03-11 b ada"}));
  EXPECT_TRUE(world.ledger.contents().days.empty());
}

TEST_F(Schedule, LeavesCompleteDaysOutOfANarrowedRun) {
  DeliveryWorker(world, "one").deliver({first});
  const auto before = world.accepted().size();
  DeliveryWorker(world, "two", {{"b"}, {}}).deliver_filtered(SmallDelivery::both);
  EXPECT_EQ(world.accepted().size(), before + 2);
}

TEST_F(Schedule, SplitsTooLargeUnitsOfANarrowedRun) {
  world.config.job.memory = 1U << 19U;
  for (const char* const id : {"d", "e", "f", "g"}) world.add(id, {"ada", "bob"}, std::string(150'000, 'x'));
  DeliveryWorker(world, "worker", {{"a", "b"}, {}}).deliver_filtered({first});
  EXPECT_EQ(world.accepted().size(), 4U);
}

// Another run begins the day again while this one is in the middle of it, or the ledger loses the day.
struct ScheduleOfABegunDay : Schedule {
  ScheduleOfABegunDay() {
    world.bounds = {"b", "c"};
    backfill.is_backfill = true;
    backfill.integrations = R"({"All":false})";
  }
  // Before the answer to a request.
  void meanwhile(std::function<void()> happens, int request = 2) {
    world.answer([request, happens = std::move(happens)](int number) {
      if (number == request) happens();
      return 200;
    });
  }
  static constexpr const char* marked = R"("integrations":{"All":false})";
  DayRules backfill;
};

TEST_F(ScheduleOfABegunDay, FollowsTheRulesOfAResendThatBeganItAgain) {
  meanwhile([this] { other->reopen_day(first, ledger::ResendNo{1}, backfill); });
  DeliveryWorker(world).deliver({first});
  world.expect_true_ledger();
  EXPECT_EQ(world.accepted_with(marked), world.due({first}));
}

TEST_F(ScheduleOfABegunDay, RefusesAResendWhoseRulesItCannotFollowAndGivesItsClaimsBack) {
  backfill.settings = "windows=28";
  meanwhile([this] { other->reopen_day(first, ledger::ResendNo{1}, backfill); });
  DeliveryWorker worker(world);
  EXPECT_EQ(code_of([&] { worker.deliver({first}); }), ExitCode::usage);
  EXPECT_TRUE(world.accepted_with(marked).empty());
  for (const auto& chunk : world.ledger.contents().days[first].chunks) EXPECT_FALSE(chunk.lease);
}

TEST_F(ScheduleOfABegunDay, BeginsALostDayByTheRulesThatItFollowed) {
  other->open_day(first, world.bounds, backfill);
  meanwhile([this] {
    auto contents = world.ledger.contents();
    contents.days.clear();
    world.ledger.go_back_to(contents);
  });
  DeliveryWorker(world).deliver({first});
  world.expect_true_ledger();
  EXPECT_EQ(world.accepted_with(marked), world.due({first}));
  EXPECT_EQ(world.accepted_with(R"("userId")").size(), 6U);
  EXPECT_EQ(world.ledger.contents().days[first].rules, backfill);
}

TEST_F(ScheduleOfABegunDay, ReadsAChunkByTheSourcesThatItHasNow) {
  world.bounds = {"b"};
  const auto split = [this] {
    auto claim = other->claim(first, 1).value();
    other->split(claim, "c");
    other->release(claim);
  };
  meanwhile(split, 1);
  DeliveryWorker(world).deliver({first});
  EXPECT_EQ(world.ledger.contents().days[first].chunks.size(), 3U);
  EXPECT_EQ(world.accepted().size(), 6U);
  world.expect_true_ledger();
  EXPECT_EQ(world.accepted_once(), world.due({first}));
}

// Each call to the ledger is lost once, alone or with all later calls. The next worker finishes the days.
TEST(BrokenLedger, FailingAtAnyCallOfAScheduleLosesNothing) {
  for (const auto lost : {BrokenLedgerCall::Lost::call, BrokenLedgerCall::Lost::answer}) {
    for (int number = 1;; ++number) {
      SCOPED_TRACE(number);
      SmallDelivery world;
      world.bounds = {"b"};
      world.refuse({"bob"});
      bool broken = false;
      {
        DeliveryWorker worker(world, "broken");
        world.ledger.break_call({.number = number, .lost = lost});
        const ExitCode code = code_of([&] { worker.deliver(SmallDelivery::both); });
        broken = world.ledger.calls() >= number;
        EXPECT_EQ(code, broken ? ExitCode::database_unavailable : ExitCode::complete);
      }
      world.ledger.mend();
      world.expect_true_ledger();
      DeliveryWorker next(world, "next");
      next.deliver(SmallDelivery::both);
      world.expect_all_delivered();
      if (testing::Test::HasFailure()) return;
      if (broken) continue;
      EXPECT_GT(number, 20);
      break;
    }
  }
}

// A fail-over to a standby without the latest claims: they are no longer valid, and the events sent under them are sent
// again.
TEST(RestoredLedger, FromBeforeTheClaimsLosesNothing) {
  for (int request = 1; request <= 6; ++request) {
    SCOPED_TRACE(request);
    SmallDelivery world;
    world.refuse({"bob"});
    DeliveryWorker worker(world);
    for (const Day day : SmallDelivery::both) worker.ledger().open_day(day, {}, {});
    const LedgerContents earlier = world.ledger.contents();
    world.answer([&](int number) {
      if (number == request) world.ledger.go_back_to(earlier);
      return 200;
    });
    worker.deliver(SmallDelivery::both);
    world.expect_all_delivered();
  }
}

// From after any call of a run to any earlier one. `attempt` returns how many calls it made.
void for_each_return(const std::function<int(int after, int to)>& attempt) {
  int last = 1;  // calls of a run whose ledger loses nothing
  for (int after = 0; after <= last; ++after) {
    for (int to = after % every; to < std::max(after, 1); to += every) {
      SCOPED_TRACE(std::to_string(after) + " to " + std::to_string(to));
      const int calls = attempt(after, to);
      if (after == 0) last = calls;
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(last, 20);
}

// With rejected events: the next run has nothing left to do, and nothing was lost. What the run itself says is true if
// the ledger went back before the run asked it for the last time.
TEST(RestoredLedger, FromAnyCallToAnyEarlierOneLosesNothing) {
  for_each_return([](int after, int to) {
    SmallDelivery world;
    world.bounds = {"b"};
    world.refuse({"bob"});
    world.ledger.go_back_once(after, to);
    int calls = 0;
    {
      DeliveryWorker worker(world, "one");
      worker.deliver(SmallDelivery::both);
      calls = world.ledger.calls();
      if (after < calls) world.expect_all_delivered();
    }
    DeliveryWorker(world, "two").deliver(SmallDelivery::both);
    world.expect_all_delivered();
    return calls;
  });
}

// The days were complete before, so that a ledger that forgets the --resend says that nothing is left to do.
TEST(RestoredLedger, FromAnyCallOfAResendToAnyEarlierOneSendsAllOfItAgain) {
  for_each_return([](int after, int to) {
    SmallDelivery world;
    world.bounds = {"b"};
    DeliveryWorker(world, "zero").deliver(SmallDelivery::both);
    const std::size_t before = world.accepted().size();
    world.ledger.mend();
    world.ledger.go_back_once(after, to);
    DeliveryWorker worker(world, "one");
    // A run that the ledger does not know any more cannot join its --resend.
    const ExitCode code = code_of([&] { worker.deliver(SmallDelivery::both, true); });
    const int calls = world.ledger.calls();
    EXPECT_TRUE(code == ExitCode::complete || after <= 2) << "ends with " << static_cast<int>(code);
    if (code != ExitCode::complete || after >= calls) return calls;
    const auto all = world.accepted();
    EXPECT_EQ(std::set(all.begin() + static_cast<std::ptrdiff_t>(before), all.end()), world.due());
    world.expect_all_delivered();
    return calls;
  });
}

// The same after the run: the run has completed the days, but the ledger does not know it.
TEST(RestoredLedger, FromBeforeTheRunSendsTheDaysAgain) {
  SmallDelivery world;
  DeliveryWorker worker(world, "one");
  for (const Day day : SmallDelivery::both) worker.ledger().open_day(day, {}, {});
  const LedgerContents earlier = world.ledger.contents();
  worker.deliver(SmallDelivery::both);
  world.ledger.go_back_to(earlier);
  DeliveryWorker(world, "two").deliver(SmallDelivery::both);
  world.expect_all_delivered();
  EXPECT_EQ(world.accepted().size(), 24U);
}

}  // namespace
}  // namespace sent::tests
