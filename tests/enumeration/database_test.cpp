// SPDX-License-Identifier: Apache-2.0

// Every single call to the database, broken in every way: the ledger stays true, and the next run finishes the work.

#include <gtest/gtest.h>

#include "support/deliveries/broken_world.hpp"
#include "support/deliveries/fault_enumeration.hpp"

namespace sent::tests {
namespace {

using Point = BrokenCall::Point;

const std::set<int> of_one_fault{exits::some_rejected, exits::database_unavailable};
// Of a backfill of the small world's two days; fewer would mean that the faults miss most of it.
constexpr int least_calls = 80;
constexpr int least_final_calls = 20;
constexpr int least_copies = 16;

struct BrokenDatabase : BrokenWorld {
  Trial trial(const Arguments& arguments) {
    return {.begin = [this] { world.reset(); },
            .run = [this, arguments] { return world.job()(arguments); },
            .exit_code = exits::some_rejected,
            .after_fault = [this](const ProgramResult& broken) { look_at_the_damage(broken); },
            .at_the_end = [this] { look_at_the_end(); }};
  }
  void look_at_the_damage(const ProgramResult& broken) {
    world.settle();
    expect_borne(broken);
    BrokenWorld::look_at_the_damage();
  }
  // One fault does not end a run that has begun, and the ledger has its exit code.
  void expect_borne(const ProgramResult& broken) {
    const auto runs = world.database().query("select exit_code from sent_source_data.runs order by run_id desc");
    if (broken.exit_code == exits::some_rejected) {
      EXPECT_EQ(runs.at(0).at(0), std::to_string(exits::some_rejected));
      EXPECT_EQ(runs.size(), 1U) << "a run is begun once";
    } else if (broken.exit_code == exits::database_unavailable) {
      EXPECT_TRUE(gone || runs.empty()) << "the run had begun";
    }
  }
  void break_calls(Fault fault, int calls) {
    const int stride = fault.stride;
    EXPECT_GE(enumerate(std::move(fault), trial(world.backfill())), at_least(calls, stride));
  }
  Fault fault(const std::string& name, BrokenCall how, std::set<int> exit_codes) {
    return database_fault(name, world.proxy(), std::move(how), std::move(exit_codes));
  }

  bool gone = false;  // more than one fault
};

TEST_F(BrokenDatabase, LosingAnyCallLosesNoEvent) {
  break_calls(fault("cut off before the call", {.point = Point::before}, of_one_fault), least_calls);
}

TEST_F(BrokenDatabase, LosingTheAnswerToAnyCommitLosesNoEvent) {
  const BrokenCall how{.point = Point::after, .counts = &DatabaseCall::is_final};
  break_calls(fault("cut off after the call", how, of_one_fault), least_final_calls);
}

TEST_F(BrokenDatabase, CuttingAnyCopyShortLosesNoEvent) {
  const BrokenCall how{.point = Point::midway,
                       .counts = [](const auto& call) { return call.what.starts_with("copy"); }};
  break_calls(fault("cut off in the answer", how, of_one_fault), least_copies);
}

TEST_F(BrokenDatabase, StayingDownAfterAnyCallLosesNoEvent) {
  gone = true;
  auto going =
      fault("gone from the call on", {.point = Point::before, .stays_down = true}, {exits::database_unavailable});
  going.stride = 7;
  break_calls(going, least_calls);
}

TEST_F(BrokenDatabase, AKillBeforeAnyCallLosesNoEvent) {
  break_calls(fault("killed before the call", {.point = Point::before, .act = kill_program}, {exits::killed}),
              least_calls);
}

TEST_F(BrokenDatabase, AKillAfterAnyCommitLosesNoEvent) {
  const BrokenCall how{.point = Point::after, .counts = &DatabaseCall::is_final, .act = kill_program};
  break_calls(fault("killed after the call", how, {exits::killed}), least_final_calls);
}

// The other tests expire the leases of killed workers themselves.
TEST_F(BrokenDatabase, TheLeaseOfAKilledProgramExpires) {
  // The first run counts the days, for which it needs no claim, so that the next run starts with a claim.
  EXPECT_EQ(world.job()
                .set("sink.url", "http://127.0.0.1:1/v1/batch")
                .set("sink.max_attempts", "1")(world.backfill())
                .exit_code,
            exits::receiver_unavailable);
  const auto is_copy = [](const DatabaseCall& call) { return call.what.starts_with("copy"); };
  world.proxy().break_call({.point = Point::before, .counts = is_copy, .act = kill_program});
  auto backfill = world.backfill();
  std::erase(backfill, "--no-wait");
  EXPECT_EQ(world.job().set("job.lease", "1s")(backfill).exit_code, exits::killed);
  EXPECT_NE(world.database().value("select count(*) from sent_source_data.chunks where worker is not null"), "0");
  EXPECT_EQ(world.job().set("job.lease", "1s")(backfill).exit_code, exits::some_rejected);
  world.expect_all_accounted_for();
}

}  // namespace
}  // namespace sent::tests
