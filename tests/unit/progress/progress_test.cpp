// SPDX-License-Identifier: Apache-2.0

// The progress of a run: what is known, and how it is shown.

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "progress/progress_ticker.hpp"
#include "support/ports/manual_clock.hpp"

namespace sent::tests {
namespace {

using std::chrono::seconds;

const Day tenth{2026, 3, 10};

ledger::ChunkState chunk(int number, std::uint64_t delivered, bool complete) {
  return {number, {}, {}, delivered, 0, complete};
}

TEST(ProgressLine, ShowsOnlyKnownFigures) {
  progress::ProgressReport report{progress::Activity::reading, tenth, 0, 1, 0, 0, 1, 0, {}, {}, {}};
  EXPECT_EQ(progress::progress_line(report, 200), "2026-03-10  reading  0 events");
  report = {progress::Activity::sending, tenth, 1, 3, 4, 4, 8, 12'345, 30'000, 8'120.4, 130};
  EXPECT_EQ(progress::progress_line(report, 200),
            "2026-03-10  day 2 of 3  chunk 5 of 8  sending  [========            ]  41%  12345 of 30000 events  8120/s "
            " 2 min 10 s left");
  EXPECT_EQ(progress::progress_line(report, 40), "2026-03-10  day 2 of 3  chunk 5 of 8  se");
  report.seconds_left = 7'384;
  EXPECT_TRUE(progress::progress_line(report, 200).ends_with("/s  2 h 03 min left"));
  report.events = 30'000;
  report.seconds_left = 0;
  EXPECT_NE(progress::progress_line(report, 200).find("[====================] 100%"), std::string::npos);
}

TEST(RunProgress, HasNoReportBeforeADayIsKnown) { EXPECT_FALSE(progress::RunProgress(ManualClock{}).report()); }

TEST(RunProgress, AddsUpChunksDaysAndEvents) {
  ManualClock clock;
  progress::RunProgress progress(clock);
  progress.know(tenth, {chunk(0, 100, true), chunk(1, 20, false)});
  progress.know(tenth + std::chrono::days{1}, {chunk(0, 0, false)});
  progress.expect(tenth, 400);
  progress.enter(progress::Activity::reading, tenth, 1);
  clock.advance(seconds{10});
  progress.enter(progress::Activity::sending);
  progress.add(80);
  const auto report = progress.report().value();
  EXPECT_EQ(report.activity, progress::Activity::sending);
  EXPECT_EQ(report.day, tenth);
  EXPECT_EQ(report.chunk, 1);
  EXPECT_EQ(report.chunks, 2U);
  EXPECT_EQ(report.chunks_complete, 1U);
  EXPECT_EQ(report.days, 2U);
  EXPECT_EQ(report.days_complete, 0U);
  EXPECT_EQ(report.events, 200U);
  EXPECT_EQ(report.all_events, 800U) << "the other day is assumed to be like this one";
  EXPECT_EQ(report.events_per_second, 8.0) << "of this run alone";
  EXPECT_EQ(report.seconds_left, 75.0);
  progress.complete_chunk();
  EXPECT_EQ(progress.report()->days_complete, 1U);
}

// Its sleepers wake up when the test moves the time.
class SteppingClock final : public Clock {
 public:
  Time now() const override {
    std::lock_guard lock(mutex_);
    return now_;
  }
  std::chrono::system_clock::time_point wall() const override { return {}; }
  void sleep_until(Time time, std::stop_token stop) override {
    std::unique_lock lock(mutex_);
    ++sleepers_;
    changed_.notify_all();
    changed_.wait(lock, stop, [&] { return now_ >= time; });
    --sleepers_;
  }
  // Returns when the sleeper sleeps again.
  void step(Time::duration by) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return sleepers_ > 0; });
    now_ += by;
    const int before = sleepers_;
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::milliseconds{200}, [&] { return sleepers_ < before; });
    changed_.wait(lock, [&] { return sleepers_ > 0; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Time now_{std::chrono::hours{1}};
  int sleepers_ = 0;
};

TEST(ProgressTicker, LogsAtMostOneRecordInThirtySeconds) {
  SteppingClock clock;
  progress::RunProgress progress(clock);
  progress.know(tenth, {chunk(0, 0, false)});
  testing::internal::CaptureStderr();
  {
    log::Log log(log::LogFormat::text, log::LogLevel::info);
    const progress::ProgressTicker ticker(progress, clock, log, {});
    for (int i = 0; i < 10; ++i) clock.step(seconds{10});
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(text, '\n'), 3) << text;
  EXPECT_NE(
      text.find(
          "info  progress activity=planning day=2026-03-10 days_complete=0 days=1 chunk=0 chunks_complete=0 chunks=1 "
          "events=0 all_events=- events_per_second=- seconds_left=-"),
      std::string::npos)
      << text;
}

}  // namespace
}  // namespace sent::tests
