// SPDX-License-Identifier: Apache-2.0

// Whatever a run waits for ends on a signal and when job.time_budget is spent.

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <set>

#include "support/files/full_pipe.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/program/job.hpp"
#include "support/servers/raw_server.hpp"
#include "support/servers/silent_postgres.hpp"
#include "support/suite/effort.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

using Waits = std::function<bool()>;
using Steady = std::chrono::steady_clock;

// The grace, the last resort, and time for a slow machine.
constexpr std::chrono::seconds soon{15};

struct EndlessWait : testing::Test {
  EndlessWait() { database.load_sample(sample_day); }

  Job job() {
    return Job(database)
        .to(receiver)
        .set("job.grace", "1s")
        .set("sink.request_timeout", "1h")
        .set("database.connect_timeout", "1h");
  }
  // Starts the program, sends the signal when `waits` returns true, and expects it to end.
  void expect_end_by_signal(const Job& of, const Waits& waits) {
    const auto program = of.start(run_day, environment, launcher);
    EXPECT_TRUE(waits());
    const auto sent = Steady::now();
    program->signal(SIGTERM);
    const auto result = program->wait();
    EXPECT_EQ(result.exit_code, 143) << result.err;
    EXPECT_LT(Steady::now() - sent, soon);
  }
  // Returns what it logged.
  std::string expect_end_by_budget(Job of) {
    const auto began = Steady::now();
    const auto result = of.set("job.time_budget", "2s").start(run_day, environment, launcher)->wait();
    EXPECT_EQ(result.exit_code, 6) << result.err;
    EXPECT_LT(Steady::now() - began, soon);
    return result.err;
  }
  void expect_end(const Job& of, const Waits& waits) {
    expect_end_by_signal(of, waits);
    EXPECT_NE(expect_end_by_budget(of).find("because job.time_budget of 2 s is spent"), std::string::npos);
  }
  // Each event is a batch, and each batch a line in the log.
  Job talkative() { return job().set("sink.max_batch_events", "1").set("sink.concurrency", "1"); }
  void refuse_first_attempts() {
    receiver.set_handler([](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number % 2 == 0) return std::nullopt;
      ScriptedAnswer refusal;
      refusal.status = 503;
      return refusal;
    });
  }
  Waits is_locked_out_of(const std::string& relation) {
    return [this, relation] {
      return eventually([&] {
        return database.value("select count(*) > 0 from pg_locks where not granted and relation = '" + relation +
                              "'::regclass") == "t";
      });
    };
  }

  const Arguments run_day{"run", "--date", sample_day};
  Environment environment;
  std::vector<std::string> launcher;
  TestDatabase database;
  Receiver receiver;
};

TEST_F(EndlessWait, ForALockOfTheDatabaseEnds) {
  for (const std::string relation : {"sent_source_data.chunks", "sent_source_data.days", "source_data.sources"}) {
    TestSession holder(database.url());
    holder.exec("begin; lock table " + relation + " in access exclusive mode");
    expect_end(job(), is_locked_out_of(relation));
  }
}

TEST_F(EndlessWait, ForASilentDatabaseEnds) {
  if (is_sanitized()) GTEST_SKIP() << "libpq still connects in a thread of its own while the process ends";
  for (const auto from : {SilentPostgres::SilentFrom::startup, SilentPostgres::SilentFrom::first_statement}) {
    SilentPostgres silent(from);
    for (const std::string setting : {"database.url", "ledger.url"}) {
      expect_end(job().set(setting, silent.url()), [&] { return silent.wait_for_client(); });
    }
  }
}

TEST_F(EndlessWait, ForASilentReceiverEnds) {
  receiver.set_handler([](int, const nlohmann::json&) {
    ScriptedAnswer none;
    none.action = ScriptedAnswer::Action::stall;
    return none;
  });
  expect_end(job(), [&] { return receiver.wait_for_requests(1, soon); });
}

// LD_PRELOAD is split at blanks, which the name of the build's folder may have.
struct PlainNameOfLibrary {
  explicit PlainNameOfLibrary(const char* library) { std::filesystem::create_symlink(library, name); }
  ~PlainNameOfLibrary() { std::filesystem::remove(name); }
  PlainNameOfLibrary(const PlainNameOfLibrary&) = delete;
  PlainNameOfLibrary& operator=(const PlainNameOfLibrary&) = delete;

  const std::string name = "/tmp/sent-silent-names-" + std::to_string(::getpid()) + ".so";
};

TEST_F(EndlessWait, ForANameServerEnds) {
  const PlainNameOfLibrary library(SENT_SILENT_NAMES);
  const TemporaryDirectory directory;
  const std::string sign = directory.file("looked-up");
  environment = {{"LD_PRELOAD", library.name}, {"SENT_LOOKUP_SIGN", sign}};
  const Waits looks_up = [&] {
    return eventually([&] { return std::filesystem::exists(sign); }) && std::filesystem::remove(sign);
  };
  expect_end(job().to("http://unanswered.test/v1/batch"), looks_up);
  for (const std::string setting : {"database.url", "ledger.url"})
    expect_end(job().set(setting, "postgresql://nobody@unanswered.test/nothing"), looks_up);
}

TEST_F(EndlessWait, ForTheReaderOfAPipeEnds) {
  const FullPipe pipe(0);
  expect_end(job().set("sink.preset", "file").set("sink.path", pipe.path()), [&] {
    return eventually(
        [&] { return database.value("select count(*) from sent_source_data.chunks where worker is not null") == "1"; });
  });
}

TEST_F(EndlessWait, ForAnyReaderOfAPipeIsNone) {
  const TemporaryDirectory directory;
  ASSERT_EQ(mkfifo(directory.file("pipe").c_str(), 0600), 0);
  const auto result = job().set("sink.preset", "file").set("sink.path", directory.file("pipe"))(run_day);
  EXPECT_EQ(result.exit_code, 2) << result.err;
}

// Then nothing can be logged.
TEST_F(EndlessWait, ForTheReaderOfTheLogEnds) {
  if (is_sanitized()) GTEST_SKIP() << "a sanitizer writes into the full pipe when the process is ended";
  refuse_first_attempts();
  const FullPipe pipe(2500);
  launcher = pipe.as_standard_error();
  expect_end_by_signal(talkative(), [&] { return eventually([&] { return pipe.has_less_than(500); }); });
  (void)expect_end_by_budget(talkative());
}

// The day is complete, and only the metrics are missing.
TEST_F(EndlessWait, ForAPushgatewayEnds) {
  std::atomic<int> requests = 0;
  RawServer silent([&](const RawConnection& connection) {
    (void)connection.request();
    ++requests;
    (void)connection.stirs_within(std::chrono::hours{1});
  });
  const Job pushing = job().set("metrics.pushgateway", "http://" + silent.place());
  expect_end_by_signal(pushing, [&] { return eventually([&] { return requests > 0; }); });
  const auto result = Job(pushing).set("job.time_budget", "2s")(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("could not push metrics"), std::string::npos) << result.err;
}

// A worker that hangs, as on a full pipe for its log, loses its leases; another one finishes the day.
TEST_F(EndlessWait, OfOneWorkerIsNotThatOfTheOthers) {
  if (is_sanitized()) GTEST_SKIP() << "a sanitizer reports the hanging thread of the worker that is ended";
  refuse_first_attempts();
  const FullPipe pipe(2500);
  const Job impatient = talkative()
                            .set("job.lease", "1s")
                            .set("sink.request_timeout", "1s")
                            .set("sink.connect_timeout", "1s")
                            .set("database.connect_timeout", "1s");
  const auto hung = impatient.start(run_day, {}, pipe.as_standard_error());
  ASSERT_TRUE(eventually([&] { return pipe.has_less_than(500); }));
  const auto other = impatient(run_day);
  EXPECT_EQ(other.exit_code, 0) << other.err;
  EXPECT_EQ(database.value("select string_agg(fence::text, ',') from sent_source_data.chunks"), "2");
  std::set<std::string> distinct;
  for (const auto& event : receiver.events()) distinct.insert(event.raw);
  EXPECT_EQ(distinct.size(), 51U);
  hung->signal(SIGTERM);
  EXPECT_EQ(hung->wait().exit_code, 143);
}

}  // namespace
}  // namespace sent::tests
