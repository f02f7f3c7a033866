// SPDX-License-Identifier: Apache-2.0

// Every single request to the receiver, broken in every way: the ledger stays true, and the next run finishes the work.

#include <gtest/gtest.h>

#include "support/deliveries/broken_world.hpp"
#include "support/deliveries/fault_enumeration.hpp"

namespace sent::tests {
namespace {

using Action = ScriptedAnswer::Action;

// Of a backfill of the small world's two days.
constexpr int least_requests = 10;

const ScriptedAnswer unavailable{.status = 503, .body = "", .headers = {}};
const ScriptedAnswer forbidden{.status = 401, .body = "", .headers = {}};
const ScriptedAnswer half_answer{.body = "", .headers = {}, .action = Action::half_answer};
const ScriptedAnswer half_answer_taken{.body = "", .headers = {}, .action = Action::half_answer, .takes_events = true};

struct BrokenReceiver : BrokenWorld {
  enum class Program { lives, is_killed };

  Fault fault(const std::string& name, const ScriptedAnswer& how, Program program, std::set<int> exit_codes) {
    BrokenRequest broken{how};
    if (program == Program::is_killed) broken.act = kill_program;
    return receiver_fault(
        name, [this]() -> Receiver& { return world.receiver(); }, &SmallWorld::usual_answer, broken,
        std::move(exit_codes));
  }

  Trial trial(const std::string& attempts, Program program) {
    return {.begin = [this] { world.reset(); },
            .run = [=, this] { return world.job().set("sink.max_attempts", attempts)(world.backfill()); },
            .exit_code = exits::some_rejected,
            .after_fault = [=, this](const ProgramResult& broken) { look_at_the_damage(broken, program); },
            .at_the_end = [this] { look_at_the_end(); }};
  }
  void look_at_the_damage(const ProgramResult& broken, Program program) {
    world.settle();
    if (program == Program::lives) {
      world.expect_no_claim();
      EXPECT_EQ(world.database().value("select exit_code from sent_source_data.runs"),
                std::to_string(broken.exit_code));
    }
    BrokenWorld::look_at_the_damage();
  }

  void break_every_request(const std::string& name, const ScriptedAnswer& how, std::set<int> exit_codes,
                           const std::string& attempts = "1", Program program = Program::lives) {
    const int fired = enumerate(fault(name, how, program, std::move(exit_codes)), trial(attempts, program));
    EXPECT_GE(fired, at_least(least_requests));
  }
  void kill_at_every_request(const std::string& name, const ScriptedAnswer& how) {
    break_every_request(name, how, {exits::killed}, "1", Program::is_killed);
  }
};

TEST_F(BrokenReceiver, LosingAnyRequestLosesNoEvent) {
  // The run ends with 6 only if no other event shows that the receiver is alive.
  break_every_request("reset", reset, {exits::some_rejected, exits::receiver_unavailable});
  break_every_request("503", unavailable, {exits::some_rejected, exits::receiver_unavailable});
  break_every_request("half an answer", half_answer, {exits::some_rejected, exits::receiver_unavailable});
}

TEST_F(BrokenReceiver, LosingAnyAnswerLosesNoEvent) {
  break_every_request("taken, reset", lost_answer, {exits::some_rejected, exits::receiver_unavailable});
  break_every_request("taken, half an answer", half_answer_taken, {exits::some_rejected, exits::receiver_unavailable});
}

TEST_F(BrokenReceiver, ARetryFixesAnyPassingFault) {
  break_every_request("503", unavailable, {exits::some_rejected}, "3");
  break_every_request("taken, reset", lost_answer, {exits::some_rejected}, "3");
}

TEST_F(BrokenReceiver, RefusingTheKeyAtAnyRequestLosesNoEvent) {
  break_every_request("401", forbidden, {exits::receiver_refuses});
}

TEST_F(BrokenReceiver, AKillAtAnyRequestLosesNoEvent) {
  kill_at_every_request("killed, not taken", reset);
  kill_at_every_request("killed, taken", lost_answer);
}

}  // namespace
}  // namespace sent::tests
