// SPDX-License-Identifier: Apache-2.0

#include "job/send/recorder.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>
#include <vector>

#include "support/ports/manual_clock.hpp"

namespace sent::tests {
namespace {

constexpr std::chrono::hours for_long{1};

ship::Settled delivered(std::uint64_t events) { return {std::nullopt, {}, events, {}, {}}; }

struct Recorder : testing::Test {
  // The first call waits until the test releases it.
  void note(const ship::Settled& settled) {
    if (recorded.empty()) {
      called.count_down();
      release.wait();
    }
    recorded.push_back(settled.delivered);
  }

  ManualClock clock;
  std::latch called{1}, release{1};
  std::vector<std::uint64_t> recorded;  // read it while the recorder is idle
  job::send::Recorder recorder{[this](const ship::Settled& settled) { note(settled); }, [this] { return clock.now(); }};
};

TEST_F(Recorder, JoinsWhatComesWhileItRecords) {
  recorder.add(delivered(1));
  recorder.record();
  called.wait();
  for (int i = 0; i < 3; ++i) {
    recorder.add(delivered(2));
    recorder.record();
  }
  EXPECT_FALSE(recorder.wait_until_idle({}));
  release.count_down();
  EXPECT_TRUE(recorder.wait_until_idle(for_long));
  EXPECT_EQ(recorded, (std::vector<std::uint64_t>{1, 6}));
}

TEST_F(Recorder, KnowsWhenTheLatestRecordBegan) {
  release.count_down();
  clock.advance(std::chrono::seconds{5});
  const auto before = clock.now();
  recorder.record();
  EXPECT_TRUE(recorder.wait_until_idle(for_long));
  clock.advance(std::chrono::seconds{5});
  EXPECT_EQ(recorder.recorded_at(), before);
}

TEST_F(Recorder, RecordsNothingThatWasDiscarded) {
  release.count_down();
  recorder.add(delivered(1));
  recorder.discard();
  recorder.record();
  EXPECT_TRUE(recorder.wait_until_idle(for_long));
  EXPECT_EQ(recorded, std::vector<std::uint64_t>{0});
}

TEST(BrokenRecorder, ThrowsAtTheNextStepAndRecordsNothingMore) {
  ManualClock clock;
  int calls = 0;
  job::send::Recorder recorder(
      [&](const ship::Settled&) {
        ++calls;
        throw std::runtime_error("no ledger");
      },
      [&] { return clock.now(); });
  recorder.record();
  EXPECT_THROW((void)recorder.wait_until_idle(for_long), std::runtime_error);
  EXPECT_THROW(recorder.add(delivered(1)), std::runtime_error);
  EXPECT_THROW(recorder.record(), std::runtime_error);
  recorder.discard();
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace sent::tests
