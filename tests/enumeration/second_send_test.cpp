// SPDX-License-Identifier: Apache-2.0

// Commands that send events a second time, broken at every step: `replay` for rejected events, `backfill --resend` for
// complete days.

#include <gtest/gtest.h>

#include "support/deliveries/broken_world.hpp"
#include "support/deliveries/fault_enumeration.hpp"

namespace sent::tests {
namespace {

using Point = BrokenCall::Point;

constexpr int least_calls_of_replay = 15;
constexpr int least_requests_of_replay = 7;
constexpr int least_calls_of_resend = 80;

// All days are already delivered.
struct SecondSend : BrokenWorld {
  SecondSend() {
    EXPECT_EQ(world.job()(world.backfill()).exit_code, exits::some_rejected);
    world.keep();
  }

  Fault database_fault(const std::string& name, BrokenCall how, std::set<int> exit_codes) {
    return sent::tests::database_fault(name, world.proxy(), std::move(how), std::move(exit_codes));
  }
  Fault receiver_fault(const std::string& name, BrokenRequest how, std::set<int> exit_codes) {
    const auto takes_all = [](int, const nlohmann::json&) { return std::optional<ScriptedAnswer>(); };
    return sent::tests::receiver_fault(
        name, [this]() -> Receiver& { return world.receiver(); }, takes_all, std::move(how), std::move(exit_codes));
  }

  // A higher limit allows the events that were too large, and the receiver accepts everything, so that no event stays
  // rejected.
  void break_replay(const Fault& fault, int steps) {
    const Trial trial{.begin = [this] { world.resume(); },
                      .run = [this] { return replay({"replay"}); },
                      .exit_code = exits::complete,
                      .after_fault =
                          [this](const ProgramResult&) {
                            world.settle();
                            world.expect_true_ledger();
                          },
                      .at_the_end = [this] { world.expect_all_delivered(); }};
    EXPECT_GE(enumerate(fault, trial), at_least(steps, fault.stride));
  }
  // The next run continues with the half-sent day, so every event arrives a second time.
  void break_resend(Fault fault) {
    auto resend = world.backfill();
    resend.emplace_back("--resend");
    const Trial trial{.begin =
                          [this] {
                            world.resume();
                            world.forget_earlier_receiver();
                          },
                      .run = [this, resend] { return larger()(resend); },
                      .exit_code = exits::complete,
                      .after_fault =
                          [this](const ProgramResult&) {
                            world.settle();
                            world.let_leases_run_out();
                          },
                      .at_the_end = [this] { world.expect_all_delivered(); }};
    fault.stride = 8;
    EXPECT_GE(enumerate(fault, trial), at_least(least_calls_of_resend, fault.stride));
  }
  ProgramResult replay(const Arguments& arguments) {
    return larger().set("sink.max_batch_events", "1").set("sink.max_attempts", "1")(arguments);
  }
  Job larger() { return world.job().set("sink.max_event_bytes", "32000"); }
};

TEST_F(SecondSend, AReplaySurvivesEveryDatabaseFault) {
  const std::set<int> exit_codes{exits::complete, exits::database_unavailable};
  break_replay(database_fault("cut off before the call", {.point = Point::before}, exit_codes), least_calls_of_replay);
  break_replay(database_fault("cut off after the call", {.point = Point::after}, exit_codes), least_calls_of_replay);
}

TEST_F(SecondSend, AReplaySurvivesEveryReceiverFault) {
  break_replay(receiver_fault("not taken, reset", {reset}, {exits::complete}), least_requests_of_replay);
  break_replay(receiver_fault("taken, reset", {lost_answer}, {exits::complete}), least_requests_of_replay);
}

TEST_F(SecondSend, AReplaySurvivesAKillAtAnyStep) {
  const BrokenCall before{.point = Point::before, .act = kill_program};
  break_replay(database_fault("killed before the call", before, {exits::killed}), least_calls_of_replay);
  break_replay(receiver_fault("killed, not taken", {reset, kill_program}, {exits::killed}), least_requests_of_replay);
  break_replay(receiver_fault("killed, taken", {lost_answer, kill_program}, {exits::killed}), least_requests_of_replay);
}

TEST_F(SecondSend, AResendSurvivesEveryDatabaseFault) {
  break_resend(database_fault("cut off after the call", {.point = Point::after},
                              {exits::complete, exits::database_unavailable}));
}

TEST_F(SecondSend, AResendSurvivesAKillAtAnyStep) {
  break_resend(
      database_fault("killed before the call", {.point = Point::before, .act = kill_program}, {exits::killed}));
}

}  // namespace
}  // namespace sent::tests
