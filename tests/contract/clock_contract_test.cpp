// SPDX-License-Identifier: Apache-2.0

// What every clock promises: the machine's, and the two of the tests.

#include <gtest/gtest.h>

#include <thread>

#include "io/system_clock.hpp"
#include "support/ports/manual_clock.hpp"
#include "support/ports/stepped_clock.hpp"

namespace sent::tests {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

struct SystemClockRig {
  std::unique_ptr<Clock> owned = io::make_system_clock();
  Clock& clock = *owned;
};
struct ManualClockRig {
  ManualClock clock;
};
struct SteppedClockRig {
  SteppedClock clock;
};

template <typename Rig>
struct ClockContract : testing::Test {
  Rig rig;
};
using ClockRigs = testing::Types<SystemClockRig, ManualClockRig, SteppedClockRig>;
TYPED_TEST_SUITE(ClockContract, ClockRigs);

TYPED_TEST(ClockContract, ASleepDoesNotEndEarly) {
  Clock& clock = this->rig.clock;
  const auto end = clock.now() + milliseconds{20};
  clock.sleep_until(end, {});
  EXPECT_GE(clock.now(), end);
}

TYPED_TEST(ClockContract, SleepingUntilAPastTimeReturnsAtOnce) {
  Clock& clock = this->rig.clock;
  const auto before = clock.now();
  clock.sleep_until(before - hours{1}, {});
  EXPECT_LT(clock.now() - before, hours{1});
}

TYPED_TEST(ClockContract, TimeNeverGoesBackwards) {
  Clock& clock = this->rig.clock;
  auto latest = clock.now();
  for (const int wait : {0, 2, -5, 1, 0}) {
    clock.sleep_until(clock.now() + milliseconds{wait}, {});
    EXPECT_GE(clock.now(), latest);
    latest = clock.now();
  }
}

TYPED_TEST(ClockContract, TheCalendarMovesWithTheClock) {
  Clock& clock = this->rig.clock;
  const auto wall = clock.wall();
  clock.sleep_until(clock.now() + milliseconds{20}, {});
  EXPECT_GE(clock.wall() - wall, milliseconds{15});
}

TYPED_TEST(ClockContract, AnEarlierStopPreventsTheSleep) {
  Clock& clock = this->rig.clock;
  std::stop_source stop;
  stop.request_stop();
  const auto before = clock.now();
  clock.sleep_until(before + hours{1}, stop.get_token());
  EXPECT_LT(clock.now(), before + hours{1});
}

TYPED_TEST(ClockContract, AStopWakesASleeper) {
  Clock& clock = this->rig.clock;
  std::jthread sleeper([&](const std::stop_token& stop) { clock.sleep_until(clock.now() + hours{1}, stop); });
  sleeper.request_stop();
  sleeper.join();  // returns
}

TYPED_TEST(ClockContract, SeveralThreadsSleepAtOnce) {
  Clock& clock = this->rig.clock;
  const auto end = clock.now() + milliseconds{20};
  std::vector<std::jthread> sleepers;
  for (int i = 0; i < 4; ++i) {
    sleepers.emplace_back([&] {
      clock.sleep_until(end, {});
      EXPECT_GE(clock.now(), end);
    });
  }
  clock.sleep_until(end, {});
}

}  // namespace
}  // namespace sent::tests
