// SPDX-License-Identifier: Apache-2.0

// What the tests that break deliveries share: how a broken program ends, how its receiver fails, and what must be true
// after each broken run and at the end.

#pragma once

#include <gtest/gtest.h>

#include <csignal>

#include "support/deliveries/small_world.hpp"
#include "support/program/program.hpp"

namespace sent::tests {

// Exit codes of the program, as a shell sees them.
namespace exits {
inline constexpr int complete = 0;
inline constexpr int some_rejected = 3;
inline constexpr int database_unavailable = 4;
inline constexpr int receiver_refuses = 5;
inline constexpr int receiver_unavailable = 6;
inline constexpr int killed = 128 + SIGKILL;
}  // namespace exits

inline void kill_program() { signal_program(SIGKILL); }

// The receiver closes the connection before it accepts the events, or after.
inline const ScriptedAnswer reset{.body = "", .headers = {}, .action = ScriptedAnswer::Action::reset};
inline const ScriptedAnswer lost_answer{
    .body = "", .headers = {}, .action = ScriptedAnswer::Action::reset, .takes_events = true};

struct BrokenWorld : testing::Test {
  // After a broken run: the ledger is true, and no lease blocks the next run.
  void look_at_the_damage() {
    world.settle();
    world.expect_true_ledger();
    world.remember_what_is_settled();
    world.let_leases_run_out();
  }
  // After the run that completes the days.
  void look_at_the_end() {
    world.expect_all_accounted_for();
    world.expect_nothing_settled_sent_again();
  }

  SmallWorld world;
};

}  // namespace sent::tests
