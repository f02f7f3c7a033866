// SPDX-License-Identifier: Apache-2.0

#include "job/run_stop.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(RunStop, HasNoReasonUntilItIsRequested) {
  const job::RunStop run({hours{1}, hours{1}});
  EXPECT_FALSE(run.stop().stop_requested());
  EXPECT_FALSE(run.reason());
}

TEST(RunStop, IsRequestedByASignal) {
  job::RunStop run;
  run.request(SIGTERM);
  EXPECT_TRUE(run.stop().stop_requested());
  EXPECT_EQ(run.reason()->exit_code(), ExitCode::terminated);
}

TEST(RunStop, IsRequestedWhenTheTimeBudgetIsSpent) {
  const job::RunStop run({milliseconds{10}, hours{1}});
  EXPECT_TRUE(eventually([&] { return run.stop().stop_requested(); }));
  EXPECT_EQ(run.reason()->exit_code(), ExitCode::receiver_unavailable);
  EXPECT_EQ(run.reason()->time_budget, milliseconds{10});
  EXPECT_FALSE(run.end().stop_requested()) << "the grace has begun";
}

TEST(RunStop, KeepsItsFirstReason) {
  job::RunStop run({milliseconds{10}, hours{1}});
  EXPECT_TRUE(eventually([&] { return run.reason().has_value(); }));
  run.request(SIGINT);
  EXPECT_EQ(run.reason()->signal, 0);
}

// In a process of its own, which it would end soon.
TEST(RunStopDeathTest, EndsEveryWaitAfterTheGrace) {
  const auto body = [] {
    job::RunStop run({milliseconds{0}, milliseconds{10}});
    run.request(SIGINT);
    ::_exit(eventually([&] { return run.end().stop_requested(); }) ? 0 : 99);
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(0), "");
}

// Whatever it waits for.
TEST(RunStopDeathTest, EndsAProcessThatGoesOn) {
  const auto body = [] {
    const job::RunStop run({milliseconds{1}, milliseconds{0}});
    while (true) ::pause();
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(6), "");
}

TEST(RunStopDeathTest, EndsAProcessThatHangsAfterTheRun) {
  const auto body = [] {
    { const job::RunStop run({milliseconds{1}, milliseconds{0}}); }
    while (true) ::pause();
  };
  EXPECT_EXIT(body(), testing::ExitedWithCode(6), "");
}

}  // namespace
}  // namespace sent::tests
