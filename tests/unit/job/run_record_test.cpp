// SPDX-License-Identifier: Apache-2.0

#include "job/report/run_record.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "support/ports/manual_clock.hpp"
#include "support/ports/memory_ledger.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/ports/small_config.hpp"

namespace sent::tests {
namespace {

using RunEnd = LedgerContents::RunEnd;

// Before any other thread.
struct Recording : job::RunStop, job::Signals {
  Recording() : Signals(static_cast<job::RunStop&>(*this)) { begin_recording(); }
};

// A run whose work delivers 5 events and rejects 1, and then ends as the test says.
struct RunRecord : testing::Test {
  job::report::RunRecord& record() {
    if (!made) made.emplace(*ledger, ledger::RunStart{"run", {day, day}, {}}, clock, log);
    return *made;
  }
  ExitCode conclude(const std::function<ExitCode()>& work) {
    return record().conclude(signals, shipper, {work, [this] {
                                                  ++asked_for_totals;
                                                  if (report_fails) throw std::logic_error("the report failed");
                                                  RunTotals totals;
                                                  totals.delivered = 5;
                                                  totals.rejected = 1;
                                                  return totals;
                                                }});
  }
  // The exit code and message that the operator sees.
  std::string heard(const std::function<ExitCode()>& work) {
    try {
      return std::to_string(static_cast<int>(conclude(work)));
    } catch (const Failure& failure) {
      return std::to_string(static_cast<int>(failure.code())) + " " + failure.what();
    }
  }
  std::string heard_after(ExitCode code) {
    return heard([&]() -> ExitCode { throw Failure(code, "the first failure"); });
  }
  std::optional<RunEnd> end() { return store.contents().runs.at(0).end; }

  const Day day{2026, 3, 10};
  Recording signals;
  ManualClock clock;
  MemoryLedger store{clock, std::chrono::seconds{30}};
  std::unique_ptr<ledger::Ledger> ledger = store.open("mine");
  log::Log log{log::LogFormat::text, log::LogLevel::off};
  TransportScript script{[](int, const encode::Batch&, const std::stop_token&) { return http::Reply{200, "", {}}; }};
  ship::Shipper shipper{small_config().sink, {}, script.factory(), clock, {}};
  int asked_for_totals = 0;
  bool report_fails = false;
  std::optional<job::report::RunRecord> made;
};

TEST_F(RunRecord, IsInTheLedgerFromTheStart) {
  (void)record();
  EXPECT_EQ(store.contents().runs.at(0).start.command, "run");
  EXPECT_EQ(end(), std::nullopt);
}

TEST_F(RunRecord, KeepsTheExitCodeAndTheTotals) {
  EXPECT_EQ(heard([] { return ExitCode::events_rejected; }), "3");
  EXPECT_EQ(end(), (RunEnd{3, 5, 1}));
  EXPECT_EQ(asked_for_totals, 1);
}

TEST_F(RunRecord, KeepsTheCodeOfTheFailureThatStoppedTheRun) {
  EXPECT_EQ(heard_after(ExitCode::receiver_refuses), "5 the first failure");
  EXPECT_EQ(end(), (RunEnd{5, 5, 1}));
  EXPECT_EQ(asked_for_totals, 1);
}

TEST_F(RunRecord, NamesAStopAfterItsSignal) {
  ::kill(::getpid(), SIGTERM);
  while (signals.received() == 0) std::this_thread::yield();
  EXPECT_EQ(heard_after(ExitCode::interrupted), "143 the first failure; stopped by SIGTERM");
  EXPECT_EQ(end(), (RunEnd{143, 5, 1}));
}

TEST_F(RunRecord, NamesWhatStoppedIt) {
  const auto named = [](const char* what, ExitCode code, const job::RunStop::Reason& reason) {
    const Failure failure = job::report::named_after_stop(Failure(code, what), reason);
    return std::to_string(static_cast<int>(failure.code())) + " " + failure.what();
  };
  const job::RunStop::Reason budget{0, std::chrono::milliseconds{1'500}}, interrupt{SIGINT, {}};
  EXPECT_EQ(named("reading sources: stopped", ExitCode::interrupted, budget),
            "6 reading sources: stopped because job.time_budget of 1.5 s is spent");
  EXPECT_EQ(named("connecting: refused", ExitCode::database_unavailable, budget),
            "6 connecting: refused; stopped because job.time_budget of 1.5 s is spent");
  EXPECT_EQ(named("reading sources: stopped", ExitCode::interrupted, interrupt),
            "130 reading sources: stopped by SIGINT");
  EXPECT_EQ(named("opening: a lie", ExitCode::usage, budget), "2 opening: a lie");
}

TEST_F(RunRecord, KeepsAFailureUnrelatedToTheSignal) {
  ::kill(::getpid(), SIGTERM);
  while (signals.received() == 0) std::this_thread::yield();
  EXPECT_EQ(heard_after(ExitCode::receiver_refuses), "5 the first failure");
}

TEST_F(RunRecord, MarksAnUnknownExceptionAsUnexpected) {
  EXPECT_THROW(conclude([]() -> ExitCode { throw std::logic_error("a bug"); }), std::logic_error);
  EXPECT_EQ(end(), (RunEnd{1, 5, 1}));
}

TEST_F(RunRecord, HasAnEndEvenIfItsReportFails) {
  report_fails = true;
  EXPECT_THROW(conclude([] { return ExitCode::complete; }), std::logic_error);
  EXPECT_EQ(end(), (RunEnd{1, 0, 0}));
}

TEST_F(RunRecord, ThrowsTheFirstFailureEvenIfItsReportFails) {
  report_fails = true;
  EXPECT_EQ(heard_after(ExitCode::receiver_refuses), "5 the first failure");
  EXPECT_EQ(end(), (RunEnd{5, 0, 0}));
}

// As when the counters are on a replica that is down.
TEST_F(RunRecord, RecordsTheEndEvenIfAnotherDatabaseIsUnavailable) {
  EXPECT_EQ(heard_after(ExitCode::database_unavailable), "4 the first failure");
  EXPECT_EQ(end(), (RunEnd{4, 5, 1}));
}

TEST_F(RunRecord, ThrowsTheFirstFailureEvenIfItCannotBeRecorded) {
  (void)record();
  store.break_call({.number = 1, .and_all_later = true});
  EXPECT_EQ(heard_after(ExitCode::receiver_refuses), "5 the first failure");
  EXPECT_EQ(end(), std::nullopt);
}

TEST_F(RunRecord, FailsIfTheEndOfASuccessCannotBeRecorded) {
  (void)record();
  store.break_call({.number = 1});
  EXPECT_EQ(heard([] { return ExitCode::complete; }), "4 call 1 is lost");
}

TEST_F(RunRecord, CannotBeginWithoutTheLedger) {
  store.break_call({.number = 1});
  EXPECT_THROW(record(), Failure);
}

}  // namespace
}  // namespace sent::tests
