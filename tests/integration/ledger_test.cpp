// SPDX-License-Identifier: Apache-2.0

// The ledger on PostgreSQL alone; tests/contract tests what every ledger promises.

#include <gtest/gtest.h>

#include <future>

#include "support/database/ledger_fixture.hpp"

namespace sent::tests {
namespace {

using PostgresLedger = LedgerFixture;

TEST_F(PostgresLedger, ACompleteChunkKeepsItsCountsAndNamesNoWorker) {
  const auto ledger = open("one");
  ledger->open_day(day, {}, {});
  auto claim = ledger->claim(day, 0).value();
  const std::vector<Rejection> rejected{rejection_of("s1", "u2")};
  ledger->begin(claim, 3);
  ledger->record(claim, upto("s1", "u3", 2, rejected));
  EXPECT_EQ(chunk_state(), "3 2 1 s1 u3");
  ledger->complete(claim);
  EXPECT_EQ(chunk_state(), "3 2 1 s1 u3");
  const std::vector<Position> accepted{{"s1", "u2"}};
  for (int time = 0; time < 2; ++time) ledger->record_replay(day, {accepted, {}});
  EXPECT_EQ(chunk_state(), "3 3 0 s1 u3");
  ledger->release(claim);
  ledger->renew(std::vector{claim});
  EXPECT_EQ(database.value("select count(*) from sent_source_data.chunks where worker is not null"), "0");
}

// The other call waits to retry, and continues only after the lease is renewed.
TEST_F(PostgresLedger, ALeaseIsRenewedWhileAnotherCallWaitsToRetry) {
  std::function<bool()> while_waiting = [] { return false; };
  const auto ledger = open("one", [&](int, const std::string&) { return while_waiting(); });
  ledger->open_day(day, {}, {});
  auto claim = ledger->claim(day, 0).value();
  let_leases_run_out(database);
  bool renewed = false;
  while_waiting = [&] {
    auto renewing = std::async(std::launch::async, [&] { ledger->renew(std::vector{claim}); });
    renewed = renewing.wait_for(std::chrono::seconds{30}) == std::future_status::ready;
    return renewed;
  };
  database.exec(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
      "pg_backend_pid()");
  EXPECT_EQ(ledger->chunks(day).size(), 1U);
  EXPECT_TRUE(renewed);
  EXPECT_FALSE(open("two")->claim(day, 0));
}

TEST_F(PostgresLedger, ALostConnectionIsReopenedWhilePatienceLasts) {
  int waited = 0;
  const auto ledger = open("one", [&](int attempt, const std::string&) { return waited = attempt, attempt < 3; });
  ledger->open_day(day, {}, {});
  database.exec(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
      "pg_backend_pid()");
  EXPECT_TRUE(ledger->claim(day, 0));
  EXPECT_EQ(waited, 1);
}

// What a run still records when it ends would otherwise wait for a dead server again and again.
TEST_F(PostgresLedger, AServerThatOutlastedPatienceIsNotAskedAgain) {
  const auto ledger = open("one");
  ledger->open_day(day, {}, {});
  auto claim = ledger->claim(day, 0).value();
  database.exec(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
      "pg_backend_pid()");
  const Failure first = failure_of([&] { (void)ledger->chunks(day); });
  EXPECT_EQ(first.code(), ExitCode::database_unavailable);
  EXPECT_STREQ(failure_of([&] { ledger->release(claim); }).what(), first.what());
  EXPECT_NO_THROW(ledger->renew({{claim}})) << "leases are still renewed, on a connection of their own";
}

}  // namespace
}  // namespace sent::tests
