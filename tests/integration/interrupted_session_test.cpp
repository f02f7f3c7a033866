// SPDX-License-Identifier: Apache-2.0

// A stop ends every wait for a database, even for one that never answers.

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "config/config.hpp"
#include "model/failure.hpp"
#include "model/pulse.hpp"
#include "postgres/session.hpp"
#include "read/calendar.hpp"
#include "read/postgres_usage_source.hpp"
#include "support/database/held_relation.hpp"
#include "support/database/test_database.hpp"
#include "support/servers/silent_postgres.hpp"
#include "support/suite/eventually.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

using postgres::Access;
using postgres::Session;
using postgres::Transaction;
using Kind = postgres::TransactionSettings::Kind;

// Far longer than a test should take, and far shorter than the waits that are interrupted.
constexpr std::chrono::seconds soon{30};

struct Interrupted : testing::Test {
  Access access_to(const std::string& url) const {
    return {url, std::chrono::minutes{10}, Access::Database::counters, stop.get_token()};
  }

  // Runs `act` in a thread, requests a stop as soon as `waits` returns true, and expects `act` to end.
  template <typename Act, typename Waits>
  void expect_interrupted(Act act, Waits waits) {
    auto outcome = std::async(std::launch::async, [&] { return code_of(act); });
    EXPECT_TRUE(waits());
    stop.request_stop();
    ASSERT_EQ(outcome.wait_for(soon), std::future_status::ready);
    EXPECT_EQ(outcome.get(), ExitCode::interrupted);
  }

  std::stop_source stop;
};

struct InterruptedOnAServer : Interrupted {
  [[nodiscard]] bool wait_for_statement(const std::string& like) {
    return eventually([&] { return active(like) == "1"; });
  }
  std::string active(const std::string& like) {
    return database.value(
        "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and "
        "datname = current_database() and query like '" +
        like + "'");
  }

  TestDatabase database;
};

TEST_F(InterruptedOnAServer, AStatementEndsAndIsCanceled) {
  Session session(access_to(database.url()), {});
  expect_interrupted([&] { (void)session.query("sleeping", "select pg_sleep(3600)"); },
                     [&] { return wait_for_statement("select pg_sleep%"); });
  EXPECT_TRUE(eventually([&] { return active("select pg_sleep%") == "0"; })) << "the server goes on";
}

TEST_F(InterruptedOnAServer, AStatementThatWaitsForALockIsCanceled) {
  TestSession holder(database.url());
  holder.exec("begin; lock table sent_source_data.days");
  Session session(access_to(database.url()), {});
  expect_interrupted([&] { (void)session.query("counting", "select count(*) from sent_source_data.days"); },
                     [&] { return wait_for_statement("select count(*) from sent_source_data.days"); });
  EXPECT_TRUE(eventually([&] { return active("select count(*) from sent_source_data.days") == "0"; }));
}

TEST_F(InterruptedOnAServer, ACopyEndsAndIsCanceled) {
  Session session(access_to(database.url()), {Kind::snapshot, "source_data"});
  std::promise<void> begun;
  expect_interrupted(
      [&] {
        Transaction transaction(session, "beginning");
        std::size_t messages = 0;
        transaction.copy("copying", "select generate_series(1, 1000000000000)", {}, [&](std::span<const char>) {
          if (++messages == 1) begun.set_value();
        });
      },
      [&] { return begun.get_future().wait_for(soon) == std::future_status::ready; });
  EXPECT_TRUE(eventually([&] { return active("copy%") == "0"; })) << "the server goes on";
}

TEST_F(InterruptedOnAServer, ALaterCallEndsAtOnce) {
  Session session(access_to(database.url()), {});
  stop.request_stop();
  EXPECT_EQ(code_of([&] { (void)session.query("sleeping", "select pg_sleep(3600)"); }), ExitCode::interrupted);
}

// A long query without a row is progress of the server.
TEST_F(InterruptedOnAServer, ACopyBeatsThePulseWhileTheServerWorks) {
  Pulse pulse;
  Access access = access_to(database.url());
  access.pulse = &pulse;
  Session session(access, {Kind::snapshot, "source_data"});
  expect_interrupted(
      [&] {
        Transaction transaction(session, "beginning");
        transaction.copy("copying", "select pg_sleep(3600)", {}, [](std::span<const char>) {});
      },
      [&] {
        const auto beats = [&, from = pulse.count()] { return pulse.count() > from + 20; };
        return wait_for_statement("copy%") && eventually(beats);
      });
}

// The second connection waits for a relation that somebody holds; nobody requests a stop.
TEST_F(InterruptedOnAServer, AFailedReadEndsTheOtherReadOfItsSnapshot) {
  database.load_sample("2026-03-10");
  HeldRelation held(database, "source_library_calls");
  held.hold(database.url());
  config::Config config;
  config.database.url = database.url();
  config.database.schema = "source_data";
  config.database.connect_timeout = std::chrono::seconds{10};
  config.job.timezone = "UTC";
  const auto source = read::make_postgres_usage_source(config, {}, {});
  const auto snapshot = source->open({});
  const DayRange days{{2026, 3, 1}, {2026, 3, 10}};
  auto other = std::async(std::launch::async, [&] {
    return code_of([&] { snapshot->counters(read::Counters::library_calls, days, [](const auto&) {}); });
  });
  EXPECT_TRUE(held.wait_for_reader());
  const auto failing = [](const auto&) { throw Failure(ExitCode::usage, "this row is refused"); };
  EXPECT_EQ(code_of([&] { snapshot->counters(read::Counters::calls, days, failing); }), ExitCode::usage);
  const bool ended = other.wait_for(soon) == std::future_status::ready;
  held.release();
  ASSERT_TRUE(ended);
  EXPECT_EQ(other.get(), ExitCode::interrupted);
}

TEST_F(Interrupted, ConnectingToASilentServerEnds) {
  SilentPostgres server(SilentPostgres::SilentFrom::startup);
  expect_interrupted([&] { Session(access_to(server.url()), {}); }, [&] { return server.wait_for_client(); });
}

TEST_F(Interrupted, AStatementOnASilentServerEnds) {
  SilentPostgres server(SilentPostgres::SilentFrom::first_statement);
  expect_interrupted(
      [&] {
        Session session(access_to(server.url()), {});
        (void)session.query("asking", "select 1");
      },
      [&] { return server.wait_for_client(); });
}

TEST_F(Interrupted, TheQueriesAtTheStartOfARunEnd) {
  SilentPostgres server(SilentPostgres::SilentFrom::first_statement);
  config::Config config;
  config.database.url = server.url();
  config.database.schema = "source_data";
  config.job.timezone = "UTC";
  config.database.connect_timeout = std::chrono::minutes{10};
  expect_interrupted([&] { (void)read::Calendar(config, retry::no_patience, stop.get_token()).now(); },
                     [&] { return server.wait_for_client(); });
}

}  // namespace
}  // namespace sent::tests
