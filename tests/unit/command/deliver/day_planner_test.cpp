// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/day_planner.hpp"

#include <gtest/gtest.h>

#include "support/ports/small_delivery.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

struct DayPlanner : testing::Test {
  static inline const Day day = SmallDelivery::first;

  DeliveryWorker& worker() {
    if (!made) made.emplace(world, "worker", filter);
    made->planner().expect(day, made->ledger().open_day(day, world.bounds, {}));
    return *made;
  }
  // One unit of the day: all its sources.
  static day::Unit unit() { return {{}, {{SmallDelivery::facts(day), 0}}}; }
  void plan_ahead(const std::vector<day::Unit>& units = {unit()}) {
    worker().planner().count_ahead(units, worker().readers(), worker().deadline());
  }
  // Plans a day from the rows that are read to send it.
  void plan_from_reading(const day::Unit& read = unit()) {
    job::UnitReader reader = worker().readers().open(read);
    worker().planner().plan(*reader.advance_to(0), read.days[0], read.range);
  }
  // Cuts the day into two chunks, and returns their units.
  std::vector<day::Unit> two_chunks() {
    world.bounds = {"b"};
    const auto facts = SmallDelivery::facts(day);
    return {{{std::nullopt, "b"}, {{facts, 0}}}, {{"b", std::nullopt}, {{facts, 1}}}};
  }
  std::optional<std::uint64_t> in_the_ledger() { return worker().ledger().planned_events(day); }

  SmallDelivery world;
  job::EventFilter filter;
  std::optional<DeliveryWorker> made;
};

TEST_F(DayPlanner, CountsADayAheadAndRecordsIt) {
  EXPECT_FALSE(worker().planner().knows(day));
  plan_ahead();
  EXPECT_EQ(in_the_ledger(), 6U);
  EXPECT_TRUE(worker().planner().knows(day));
}

TEST_F(DayPlanner, CountsADayWhileReadingItAndRecordsIt) {
  plan_from_reading();
  EXPECT_EQ(in_the_ledger(), 6U);
}

TEST_F(DayPlanner, CountsADayOnce) {
  plan_from_reading();
  world.ledger.mend();
  plan_from_reading();
  plan_ahead();
  EXPECT_EQ(worker().planner().knows(day), true);
  for (const auto& [of, contents] : world.ledger.contents().days) EXPECT_EQ(contents.plan->events, 6U);
}

TEST_F(DayPlanner, KnowsADayThatAnEarlierRunCounted) {
  DeliveryWorker(world, "earlier").ledger().open_day(day, {}, {});
  DayPlan plan{day, 42, 1, 1, 1, 1, {}, {}};
  world.ledger.open("earlier")->record_plan(plan);
  EXPECT_TRUE(worker().planner().knows(day));
  plan_from_reading();
  EXPECT_EQ(in_the_ledger(), 42U) << "it is not counted again";
}

TEST_F(DayPlanner, CountsUsersAndSourcesWithRecipients) {
  world.add("nobody's", {});
  plan_ahead();
  const auto plan = world.ledger.contents().days.at(day).plan.value();
  EXPECT_EQ(plan.users, 2U);
  EXPECT_EQ(plan.sources, 3U);
  EXPECT_EQ(plan.requests, 3U) << "two events to a request";
}

TEST_F(DayPlanner, RefusesADayWithMoreEventsThanAllowed) {
  world.config.job.max_events = 5;
  EXPECT_EQ(code_of([&] { plan_ahead(); }), ExitCode::usage);
  EXPECT_EQ(code_of([&] { plan_from_reading(); }), ExitCode::usage);
  EXPECT_EQ(in_the_ledger(), std::nullopt);
}

TEST_F(DayPlanner, AcceptsADayWithAsManyEventsAsAllowed) {
  world.config.job.max_events = 6;
  EXPECT_EQ(code_of([&] { plan_ahead(); }), ExitCode::complete);
}

TEST_F(DayPlanner, RefusesADayThatAnEarlierRunFoundTooLarge) {
  (void)worker();
  world.ledger.open("earlier")->record_plan({day, 7, 1, 1, 1, 1, {}, {}});
  world.config.job.max_events = 6;
  EXPECT_EQ(code_of([&] { (void)worker().planner().knows(day); }), ExitCode::usage);
}

TEST_F(DayPlanner, CountsOnlyTheRequestedEventsOfANarrowedRunAndRecordsNothing) {
  filter = {{"b"}, {}};
  world.config.job.max_events = 2;
  EXPECT_EQ(code_of([&] { plan_ahead(); }), ExitCode::complete);
  EXPECT_EQ(in_the_ledger(), std::nullopt);
}

TEST_F(DayPlanner, AddsUpADayOverItsParts) {
  plan_ahead(two_chunks());
  EXPECT_EQ(in_the_ledger(), 6U);
}

TEST_F(DayPlanner, KnowsADayOfSeveralChunksAfterTheLastOne) {
  const auto units = two_chunks();
  for (int time = 0; time < 2; ++time) plan_from_reading(units[0]);
  EXPECT_EQ(in_the_ledger(), std::nullopt);
  plan_from_reading(units[1]);
  EXPECT_EQ(in_the_ledger(), 6U);
}

TEST_F(DayPlanner, CountsADayThatAnEarlierRunStartedAsAWhole) {
  day::Unit begun = unit();
  begun.days[0].settled.after = Position{"a", "bob"};
  plan_from_reading(begun);
  EXPECT_EQ(in_the_ledger(), 6U);
}

TEST_F(DayPlanner, CountsTheEventsOfAChunkThatIsSplit) {
  const auto units = two_chunks();
  world.bounds = {};
  (void)worker();
  worker().planner().split(day, {}, "b");
  for (const auto& part : units) {
    job::UnitReader reader = made->readers().open(part);
    made->planner().plan(*reader.advance_to(0), part.days[0], part.range);
  }
  EXPECT_EQ(in_the_ledger(), 6U);
}

TEST_F(DayPlanner, PassesOnAFailureOfTheLedger) {
  (void)worker();
  world.ledger.break_call({.number = 2});
  EXPECT_EQ(code_of([&] { plan_ahead(); }), ExitCode::database_unavailable);
}

}  // namespace
}  // namespace sent::tests
