// SPDX-License-Identifier: Apache-2.0

// The first failure ends a run, wherever it occurs, with its exit code and its row in the ledger.

#include <gtest/gtest.h>

#include <stdexcept>

#include "expand/chunk_usage.hpp"
#include "job/heartbeat.hpp"
#include "job/report/run_record.hpp"
#include "job/send/sender.hpp"
#include "progress/progress_ticker.hpp"
#include "support/ports/manual_clock.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

// A real clock cannot fail; this one stands for any unexpected exception in a thread.
class BrokenClock final : public Clock {
 public:
  Time now() const override { return {}; }
  std::chrono::system_clock::time_point wall() const override { return {}; }
  void sleep_until(Time, std::stop_token) override { throw std::runtime_error("the clock is broken"); }
};

// Remembers only how the run ended.
class OneRun final : public ledger::Ledger {
 public:
  ledger::RunNo begin_run(const ledger::RunStart&) override { return ledger::RunNo{1}; }
  bool end_run(ledger::RunNo, int code, std::uint64_t delivered_events, std::uint64_t) override {
    exit_code = code;
    delivered = delivered_events;
    return true;
  }
  Uuid name_space() override { return {}; }
  std::optional<Day> first_day() override { return {}; }
  std::set<Day> complete_days(DayRange, std::optional<ledger::ResendNo>) override { return {}; }
  std::vector<ledger::ChunkState> open_day(Day, std::span<const std::string>, const DayRules&) override { return {}; }
  std::vector<ledger::ChunkState> chunks(Day) override { return {}; }
  std::optional<DayRules> day_rules(Day) override { return {}; }
  ledger::ResendNo join_resend(ledger::RunNo) override { return {}; }
  void reopen_day(Day, ledger::ResendNo, const DayRules&) override {}
  std::optional<std::uint64_t> planned_events(Day) override { return {}; }
  void record_plan(const DayPlan&) override {}
  std::optional<ledger::Claim> claim(Day, int) override { return {}; }
  void begin(ledger::Claim&, std::uint64_t) override {}
  void record(ledger::Claim&, const ledger::Progress&) override {}
  void restart(ledger::Claim&) override {}
  void complete(ledger::Claim&) override {}
  void release(const ledger::Claim&) override {}
  void split(ledger::Claim&, const std::string&) override {}
  void renew(std::span<const ledger::Claim>) override {}
  std::uint64_t rejected_count(DayRange) override { return 0; }
  std::vector<Day> rejected_days() override { return {}; }
  std::vector<Rejection> rejected_events(Day, const std::optional<Position>&, std::size_t, std::size_t) override {
    return {};
  }
  void record_replay(Day, const ledger::Replayed&) override {}

  std::optional<int> exit_code;
  std::uint64_t delivered = 0;
};

template <typename Act>
std::string what_of(Act act) {
  try {
    act();
  } catch (const std::exception& failure) {
    return failure.what();
  }
  return "nothing";
}

void expect_noted(const job::BackgroundFailure& beside) {
  EXPECT_TRUE(eventually([&] { return what_of([&] { beside.rethrow(); }) != "nothing"; }));
  const job::Deadline deadline({}, &beside);
  EXPECT_EQ(what_of([&] { deadline.check(); }), "the clock is broken") << "the run stops at its next step";
}

TEST(RunThreads, AnExceptionInTheHeartbeatStopsTheRunAtItsNextStep) {
  BrokenClock clock;
  OneRun ledger;
  job::BackgroundFailure beside;
  const Pulse pulse;
  log::Log log(log::LogFormat::text, log::LogLevel::off);
  const job::Heartbeat heartbeat(ledger, clock, {std::chrono::seconds{30}, std::chrono::seconds{30}, pulse, log},
                                 beside);
  expect_noted(beside);
}

TEST(RunThreads, AnExceptionInTheProgressTickerStopsTheRunAtItsNextStep) {
  BrokenClock clock;
  log::Log log(log::LogFormat::text, log::LogLevel::off);
  const progress::RunProgress progress(clock);
  job::BackgroundFailure beside;
  const progress::ProgressTicker ticker(progress, clock, log,
                                        [&](std::exception_ptr failure) { beside.note(std::move(failure)); });
  expect_noted(beside);
}

struct RunEnd : testing::Test {
  // What the run throws, or "nothing".
  std::string conclude(std::function<ExitCode()> work, std::function<RunTotals()> report) {
    ship::Shipper shipper({}, {}, script.factory(), clock, {});
    job::RunStop run;
    const job::Signals signals(run);
    job::report::RunRecord record(ledger, {"run", {day, day}, {}}, clock, log);
    return what_of([&] { (void)record.conclude(signals, shipper, {std::move(work), std::move(report)}); });
  }
  static RunTotals two_delivered() {
    RunTotals totals;
    totals.delivered = 2;
    return totals;
  }

  const Day day{2026, 3, 10};
  ManualClock clock;
  OneRun ledger;
  log::Log log{log::LogFormat::text, log::LogLevel::off};
  TransportScript script{[](int, const encode::Batch&, const std::stop_token&) { return http::Reply{200, "", {}}; }};
};

TEST_F(RunEnd, AnyExceptionIsRecordedAsExitCodeOneAndRethrown) {
  EXPECT_EQ(conclude([]() -> ExitCode { throw std::runtime_error("odd"); }, two_delivered), "odd");
  EXPECT_EQ(ledger.exit_code, 1);
  EXPECT_EQ(ledger.delivered, 2U);
}

TEST_F(RunEnd, AReportThatFailsIsRecordedToo) {
  EXPECT_EQ(conclude([] { return ExitCode::complete; }, []() -> RunTotals { throw std::runtime_error("no report"); }),
            "no report");
  EXPECT_EQ(ledger.exit_code, 1);
}

TEST_F(RunEnd, AReportThatFailsDoesNotHideWhatStoppedTheRun) {
  EXPECT_EQ(conclude([]() -> ExitCode { throw Failure(ExitCode::receiver_refuses, "refused"); },
                     []() -> RunTotals { throw std::runtime_error("no report"); }),
            "refused");
  EXPECT_EQ(ledger.exit_code, static_cast<int>(ExitCode::receiver_refuses));
}

// `replay` and the delivery of a day both use it to send.
TEST_F(RunEnd, AFailureToRecordDoesNotHideWhatStoppedTheSending) {
  ship::Shipper shipper({}, {}, script.factory(), clock, {});
  job::StageClock times(clock);
  const config::Config config;
  job::send::Sender sender(shipper, config, job::Deadline({}), times, log);
  const auto settled = [](const ship::Settled&) { throw std::runtime_error("cannot record"); };
  for (const ExitCode code : {ExitCode::receiver_refuses, ExitCode::day_held_elsewhere}) {
    EXPECT_EQ(
        what_of([&] { sender.send(settled, [&](job::send::Feed&) { throw Failure(code, "the first failure"); }); }),
        "the first failure");
  }
  EXPECT_EQ(what_of([&] { sender.send(settled, [&](job::send::Feed&) { throw std::runtime_error("odd"); }); }), "odd");
}

constexpr int many_rows = 30'000'000;

// One source with many counters, until a reader stops. `failing` only throws.
class LongSnapshot final : public read::UsageSnapshot {
 public:
  enum class Failing { counters_by_method, collaborators };
  LongSnapshot(Failing failing, int& rows) : failing_(failing), rows_(rows) {}

  void sources(const read::RowSink<read::SourceRow>& sink) override {
    sink({.source_id = "s", .slug = "slug", .owner_id = {}});
  }
  void owners(const read::RowSink<read::OwnerRow>&) override {}
  void members(const read::RowSink<read::MemberRow>&) override {}
  void collaborators(const read::RowSink<read::CollaboratorRow>&) override {
    if (failing_ == Failing::collaborators) throw std::runtime_error("the read failed");
  }
  void destinations(const read::RowSink<read::DestinationRow>&) override {}
  void suppressed_users(const read::RowSink<read::Text>&) override {}
  void counters(read::Counters relation, DayRange, const read::RowSink<read::CounterRow>& sink) override {
    const bool by_method = relation == read::Counters::calls;
    if (by_method && failing_ == Failing::counters_by_method) throw std::runtime_error("the read failed");
    if (by_method == (failing_ == Failing::counters_by_method)) return;
    for (rows_ = 0; rows_ < many_rows; ++rows_) sink({.source_id = "s", .name = "track", .calls = 1});
  }
  void counters_without_day(read::Counters, const read::RowSink<read::DaylessRow>&) override {}

 private:
  Failing failing_;
  int& rows_;
};

TEST(RunThreads, AFailingReaderStopsTheOtherReader) {
  using Failing = LongSnapshot::Failing;
  const Day day{2026, 3, 10};
  const Instant end{std::chrono::sys_days{day.days()} + std::chrono::days{1}};
  for (const Failing failing : {Failing::counters_by_method, Failing::collaborators}) {
    int rows = 0;
    expand::ChunkUsage usage(std::make_unique<LongSnapshot>(failing, rows), {{day, end, end}},
                             {{1, 1}, 250, 0, std::size_t{1} << 30U});
    EXPECT_EQ(what_of([&] { (void)usage.advance_to({day, end, end}); }), "the read failed");
    EXPECT_LT(rows, many_rows);
  }
}

}  // namespace
}  // namespace sent::tests
