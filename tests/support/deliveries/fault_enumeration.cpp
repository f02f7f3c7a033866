// SPDX-License-Identifier: Apache-2.0

#include "support/deliveries/fault_enumeration.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include "support/suite/effort.hpp"

namespace sent::tests {

namespace {

constexpr int most_steps = 5000;

int thinning() {
  switch (test_effort()) {
    case TestEffort::full: return 1;
    case TestEffort::brief: return 5;
    case TestEffort::smoke: return 25;
  }
  return 1;
}

// False when the fault did not fire.
bool break_once(const Fault& fault, const Trial& trial, int n) {
  SCOPED_TRACE(fault.name + " at step " + std::to_string(n));
  trial.begin();
  fault.arm(n);
  const auto broken = trial.run();
  const bool fired = fault.fired();
  const std::string step = fired ? fault.step() : "";
  fault.disarm();
  if (!fired) {
    EXPECT_EQ(broken.exit_code, trial.exit_code) << broken.err;
    trial.at_the_end();
    return false;
  }
  SCOPED_TRACE(step + "\nthe broken run, exit code " + std::to_string(broken.exit_code) + ", said:\n" + broken.err);
  EXPECT_TRUE(fault.exit_codes.contains(broken.exit_code));
  trial.after_fault(broken);
  const auto next = trial.run();
  EXPECT_EQ(next.exit_code, trial.exit_code) << "the next run said:\n" << next.err;
  trial.at_the_end();
  return true;
}

}  // namespace

Fault database_fault(std::string name, PostgresProxy& proxy, BrokenCall how, std::set<int> exit_codes) {
  const auto arm = [&proxy, how = std::move(how)](int n) {
    BrokenCall call = how;
    call.number = n;
    proxy.break_call(std::move(call));
  };
  return {std::move(name),
          std::move(exit_codes),
          arm,
          [&proxy] { return proxy.broken().has_value(); },
          [&proxy] { return "the call: " + proxy.broken().value_or("none"); },
          [&proxy] { proxy.mend(); }};
}

Fault receiver_fault(std::string name, std::function<Receiver&()> receiver, Receiver::Handler usual,
                     BrokenRequest broken, std::set<int> exit_codes) {
  const auto fired = std::make_shared<std::atomic<bool>>(false);
  const auto arm = [=](int n) {
    *fired = false;
    receiver().set_handler([=](int number, const nlohmann::json& body) {
      auto answer = usual(number, body);
      if (number != n) return answer;
      const bool refused = answer.has_value();
      *fired = true;
      if (broken.act) broken.act();
      answer = broken.how;
      if (refused) answer->takes_events = false;
      return answer;
    });
  };
  return {std::move(name),
          std::move(exit_codes),
          arm,
          [=] { return fired->load(); },
          [] { return std::string("a request"); },
          [=] { receiver().set_handler(usual); }};
}

int enumerate(const Fault& fault, const Trial& trial) {
  int fired = 0;
  int failed = 0;
  for (int n = 1; n < most_steps; n += fault.stride * thinning()) {
    const int before = testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
    const bool goes_on = break_once(fault, trial, n);
    if (!goes_on) return fired;
    ++fired;
    const int after = testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
    if (after > before && ++failed == 3) return fired;
  }
  ADD_FAILURE() << fault.name << ": no run was untouched";
  return fired;
}

int at_least(int steps, int stride) { return steps / (stride * thinning()); }

}  // namespace sent::tests
