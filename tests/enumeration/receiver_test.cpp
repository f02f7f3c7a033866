// SPDX-License-Identifier: Apache-2.0

// Every single request to the receiver, broken in every way: what the program leaves behind is true, and the next
// run finishes what is left.

#include <gtest/gtest.h>

#include <csignal>

#include "support/deliveries/fault_enumeration.hpp"
#include "support/deliveries/small_world.hpp"

namespace sent::tests {
namespace {

using Action = ScriptedAnswer::Action;

constexpr int killed = 128 + SIGKILL;
constexpr int some_rejected = 3;
constexpr int receiver_refuses = 5;
constexpr int receiver_unavailable = 6;
// Of a backfill of the small world's two days.
constexpr int least_requests = 10;

const ScriptedAnswer unavailable{.status = 503, .body = "", .headers = {}};
const ScriptedAnswer forbidden{.status = 401, .body = "", .headers = {}};
const ScriptedAnswer reset{.body = "", .headers = {}, .action = Action::reset};
const ScriptedAnswer lost_answer{.body = "", .headers = {}, .action = Action::reset, .takes_events = true};
const ScriptedAnswer half_answer{.body = "", .headers = {}, .action = Action::half_answer};
const ScriptedAnswer half_answer_taken{.body = "", .headers = {}, .action = Action::half_answer, .takes_events = true};

struct BrokenReceiver : testing::Test {
  enum class Program { lives, is_killed };

  Fault fault(const std::string& name, const ScriptedAnswer& how, Program program, std::set<int> exit_codes) {
    BrokenRequest broken{how};
    if (program == Program::is_killed) broken.act = [] { signal_program(SIGKILL); };
    return receiver_fault(
        name, [this]() -> Receiver& { return world.receiver(); }, &SmallWorld::usual_answer, broken,
        std::move(exit_codes));
  }

  Trial trial(const std::string& attempts, Program program) {
    return {.begin = [this] { world.reset(); },
            .run = [=, this] { return world.job().set("sink.max_attempts", attempts)(world.backfill()); },
            .exit_code = some_rejected,
            .after_fault = [=, this](const ProgramResult& broken) { look_at_the_damage(broken, program); },
            .at_the_end = [this] { look_at_the_end(); }};
  }
  void look_at_the_damage(const ProgramResult& broken, Program program) {
    world.settle();
    world.expect_true_ledger();
    world.remember_what_is_settled();
    if (program == Program::lives) {
      world.expect_no_claim();
      EXPECT_EQ(world.database().value("select exit_code from sent_source_data.runs"),
                std::to_string(broken.exit_code));
    }
    world.let_leases_run_out();
  }
  void look_at_the_end() {
    world.expect_all_accounted_for();
    world.expect_nothing_settled_sent_again();
  }

  void break_every_request(const std::string& name, const ScriptedAnswer& how, std::set<int> exit_codes,
                           const std::string& attempts = "1", Program program = Program::lives) {
    const int fired = enumerate(fault(name, how, program, std::move(exit_codes)), trial(attempts, program));
    EXPECT_GE(fired, at_least(least_requests));
  }
  void kill_at_every_request(const std::string& name, const ScriptedAnswer& how) {
    break_every_request(name, how, {killed}, "1", Program::is_killed);
  }

  SmallWorld world;
};

TEST_F(BrokenReceiver, LosingAnyRequestLosesNoEvent) {
  break_every_request("reset", reset, {receiver_unavailable});
  break_every_request("503", unavailable, {receiver_unavailable});
  break_every_request("half an answer", half_answer, {some_rejected, receiver_unavailable});
}

TEST_F(BrokenReceiver, LosingAnyAnswerLosesNoEvent) {
  break_every_request("taken, reset", lost_answer, {receiver_unavailable});
  break_every_request("taken, half an answer", half_answer_taken, {some_rejected, receiver_unavailable});
}

TEST_F(BrokenReceiver, ARetryFixesAnyPassingFault) {
  break_every_request("503", unavailable, {some_rejected}, "3");
  break_every_request("taken, reset", lost_answer, {some_rejected}, "3");
}

TEST_F(BrokenReceiver, RefusingTheKeyAtAnyRequestLosesNoEvent) {
  break_every_request("401", forbidden, {receiver_refuses});
}

TEST_F(BrokenReceiver, AKillAtAnyRequestLosesNoEvent) {
  kill_at_every_request("killed, not taken", reset);
  kill_at_every_request("killed, taken", lost_answer);
}

}  // namespace
}  // namespace sent::tests
