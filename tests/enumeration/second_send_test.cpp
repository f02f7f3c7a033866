// SPDX-License-Identifier: Apache-2.0

// Commands that send what was sent before, broken at every step: rejected events by `replay`, complete days by
// `backfill --resend`.

#include <gtest/gtest.h>

#include <csignal>

#include "support/deliveries/fault_enumeration.hpp"
#include "support/deliveries/small_world.hpp"

namespace sent::tests {
namespace {

using Action = ScriptedAnswer::Action;
using Point = BrokenCall::Point;

constexpr int killed = 128 + SIGKILL;
constexpr int complete = 0;
constexpr int some_rejected = 3;
constexpr int database_unavailable = 4;
constexpr int receiver_unavailable = 6;
constexpr int least_calls_of_replay = 15;
constexpr int least_requests_of_replay = 7;
constexpr int least_calls_of_resend = 80;

const auto kill = [] { signal_program(SIGKILL); };
const ScriptedAnswer reset{.body = "", .headers = {}, .action = Action::reset};
const ScriptedAnswer lost_answer{.body = "", .headers = {}, .action = Action::reset, .takes_events = true};

// Of days that were delivered before.
struct SecondSend : testing::Test {
  SecondSend() {
    EXPECT_EQ(world.job()(world.backfill()).exit_code, some_rejected);
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

  // What was too large is not any more, and the receiver takes everything, so that nothing stays rejected.
  void break_replay(const Fault& fault, int steps) {
    const Trial trial{.begin = [this] { world.resume(); },
                      .run = [this] { return replay({"replay"}); },
                      .exit_code = complete,
                      .after_fault =
                          [this](const ProgramResult&) {
                            world.settle();
                            world.expect_true_ledger();
                          },
                      .at_the_end = [this] { world.expect_all_delivered(); }};
    EXPECT_GE(enumerate(fault, trial), at_least(steps, fault.stride));
  }
  // The next run goes on with a day that is half sent again, so all of it has arrived since.
  void break_resend(Fault fault) {
    auto resend = world.backfill();
    resend.emplace_back("--resend");
    const Trial trial{.begin =
                          [this] {
                            world.resume();
                            world.forget_earlier_receiver();
                          },
                      .run = [this, resend] { return larger()(resend); },
                      .exit_code = complete,
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

  SmallWorld world;
};

TEST_F(SecondSend, AReplaySurvivesEveryDatabaseFault) {
  const std::set<int> exit_codes{complete, database_unavailable};
  break_replay(database_fault("cut off before the call", {.point = Point::before}, exit_codes), least_calls_of_replay);
  break_replay(database_fault("cut off after the call", {.point = Point::after}, exit_codes), least_calls_of_replay);
}

TEST_F(SecondSend, AReplaySurvivesEveryReceiverFault) {
  break_replay(receiver_fault("not taken, reset", {reset}, {receiver_unavailable}), least_requests_of_replay);
  break_replay(receiver_fault("taken, reset", {lost_answer}, {receiver_unavailable}), least_requests_of_replay);
}

TEST_F(SecondSend, AReplaySurvivesAKillAtAnyStep) {
  const BrokenCall before{.point = Point::before, .act = kill};
  break_replay(database_fault("killed before the call", before, {killed}), least_calls_of_replay);
  break_replay(receiver_fault("killed, not taken", {reset, kill}, {killed}), least_requests_of_replay);
  break_replay(receiver_fault("killed, taken", {lost_answer, kill}, {killed}), least_requests_of_replay);
}

TEST_F(SecondSend, AResendSurvivesEveryDatabaseFault) {
  break_resend(database_fault("cut off after the call", {.point = Point::after}, {complete, database_unavailable}));
}

TEST_F(SecondSend, AResendSurvivesAKillAtAnyStep) {
  break_resend(database_fault("killed before the call", {.point = Point::before, .act = kill}, {killed}));
}

}  // namespace
}  // namespace sent::tests
