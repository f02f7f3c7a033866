// SPDX-License-Identifier: Apache-2.0

// Calls to the database that break while requests are in flight: events accepted later are not recorded in place of
// earlier ones that could not be recorded.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

#include "support/deliveries/broken_world.hpp"
#include "support/deliveries/fault_enumeration.hpp"

namespace sent::tests {
namespace {

using Point = BrokenCall::Point;

// The last two requests of the first chunk.
constexpr int slow_requests = 2;
bool is_slow(int request) { return request == 2 || request == 3; }
// Begin, move the position and commit, twice, so that the request before is recorded.
constexpr int calls_to_record = 6;

struct RequestsInFlight : BrokenWorld {
  // The receiver delays its answer until progress is recorded, which happens several times a second, or until a call
  // breaks.
  void hold_back(int number) {
    if (!is_slow(number)) return;
    under_way = true;
    EXPECT_TRUE(world.proxy().wait_for_calls(world.proxy().calls() + calls_to_record, std::chrono::seconds{20}));
    under_way = false;
  }

  Fault fault(const std::string& name, BrokenCall how, std::set<int> exit_codes) {
    how.counts = [this](const DatabaseCall&) { return under_way.load(); };
    Fault fault = database_fault(name, world.proxy(), std::move(how), std::move(exit_codes));
    fault.arm = [this, arm = fault.arm](int n) {
      arm(n);
      world.receiver().set_handler([this](int number, const nlohmann::json& body) {
        hold_back(number);
        return SmallWorld::usual_answer(number, body);
      });
    };
    fault.disarm = [this, disarm = fault.disarm] {
      disarm();
      world.receiver().set_handler(&SmallWorld::usual_answer);
    };
    return fault;
  }

  void break_every_call(const std::string& name, BrokenCall how, const std::string& attempts,
                        std::set<int> exit_codes) {
    const Trial trial{.begin = [this] { world.reset(); },
                      .run = [=, this] { return world.job().set("database.max_attempts", attempts)(world.backfill()); },
                      .exit_code = exits::some_rejected,
                      .after_fault = [this](const ProgramResult&) { look_at_the_damage(); },
                      .at_the_end = [this] { look_at_the_end(); }};
    const int fired = enumerate(fault(name, std::move(how), std::move(exit_codes)), trial);
    EXPECT_GE(fired, at_least(slow_requests * calls_to_record));
  }

  std::atomic<bool> under_way = false;
};

TEST_F(RequestsInFlight, SurviveAFaultThatEndsTheRun) {
  break_every_call("cut off before the call", {.point = Point::before}, "1", {exits::database_unavailable});
}

TEST_F(RequestsInFlight, SurviveAFaultThatARetryFixes) {
  break_every_call("cut off after the call", {.point = Point::after}, "6", {exits::some_rejected});
}

}  // namespace
}  // namespace sent::tests
