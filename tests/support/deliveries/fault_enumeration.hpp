// SPDX-License-Identifier: Apache-2.0

// Breaks a command by enumeration: its N-th step, for N = 1, 2, 3 … until it runs to its end untouched; after each
// broken run, one more that nothing breaks.

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
  std::set<int> exit_codes;        // which the broken run may end with
  std::function<void(int n)> arm;  // breaks the n-th step from now
  std::function<bool()> fired;
  std::function<std::string()> step;  // which one fired broke, for messages
  std::function<void()> disarm;
  int stride = 1;  // N = 1, 1 + stride, …
};

struct Trial {
  std::function<void()> begin;  // a fresh state
  std::function<ProgramResult()> run;
  int exit_code = 0;                                             // of a run that nothing breaks
  std::function<void(const ProgramResult& broken)> after_fault;  // what holds at once, and what the next run needs
  std::function<void()> at_the_end;                              // what holds after a run that nothing broke
};

// Breaks a call to the database as `how` says; its number is replaced.
[[nodiscard]] Fault database_fault(std::string name, PostgresProxy& proxy, BrokenCall how, std::set<int> exit_codes);

// Answers a request as `how` says, after `act`, and all others as `usual` does. What `usual` would have refused is not
// taken. `receiver` is asked for the receiver of each trial.
struct BrokenRequest {
  ScriptedAnswer how;
  std::function<void()> act = {};
};
[[nodiscard]] Fault receiver_fault(std::string name, std::function<Receiver&()> receiver, Receiver::Handler usual,
                                   BrokenRequest broken, std::set<int> exit_codes);

// How many faults fired; the last run was untouched. Thinned to every fifth of the steps where SENT_TEST_EFFORT=short.
// Gives up after three steps that brought failed expectations.
int enumerate(const Fault& fault, const Trial& trial);

// What enumerate() answers at least for a command of `steps` steps.
[[nodiscard]] int at_least(int steps, int stride = 1);

}  // namespace sent::tests
