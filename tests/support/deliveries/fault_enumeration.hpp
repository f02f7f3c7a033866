// SPDX-License-Identifier: Apache-2.0

// Breaks every step of a command: the N-th, for N = 1, 2, 3 … until a run ends without a break. After each broken run,
// one more run that nothing breaks.

#pragma once

#include <functional>
#include <set>
#include <string>

#include "support/postgres_proxy/postgres_proxy.hpp"
#include "support/program/program.hpp"
#include "support/receivers/receiver.hpp"

namespace sent::tests {

struct Fault {
  std::string name;
  std::set<int> exit_codes;        // allowed for the broken run
  std::function<void(int n)> arm;  // breaks the n-th step from now
  std::function<bool()> fired;
  std::function<std::string()> step;  // the step that broke, for messages
  std::function<void()> disarm;
  int stride = 1;  // N = 1, 1 + stride, …
};

struct Trial {
  std::function<void()> begin;  // a fresh state
  std::function<ProgramResult()> run;
  int exit_code = 0;                                             // of an unbroken run
  std::function<void(const ProgramResult& broken)> after_fault;  // checks the state, and prepares the next run
  std::function<void()> at_the_end;                              // checks the state after the unbroken run
};

// Breaks a call to the database as `how` says; its number is replaced.
[[nodiscard]] Fault database_fault(std::string name, PostgresProxy& proxy, BrokenCall how, std::set<int> exit_codes);

// Answers a request as `how` says, after `act`, and all others as `usual` does. Events that `usual` refuses are not
// accepted. `receiver` returns the receiver of each trial.
struct BrokenRequest {
  ScriptedAnswer how;
  std::function<void()> act = {};
};
[[nodiscard]] Fault receiver_fault(std::string name, std::function<Receiver&()> receiver, Receiver::Handler usual,
                                   BrokenRequest broken, std::set<int> exit_codes);

// Returns how many faults fired; the last run was unbroken. With SENT_TEST_EFFORT=short it breaks every fifth step
// only. Gives up after three steps with failed expectations.
int enumerate(const Fault& fault, const Trial& trial);

// The smallest result of enumerate() for a command of `steps` steps.
[[nodiscard]] int at_least(int steps, int stride = 1);

}  // namespace sent::tests
