// SPDX-License-Identifier: Apache-2.0

// Transactions on a real PostgreSQL: which failures are retried, and which settings apply.

#include "postgres/session.hpp"

#include <gtest/gtest.h>

#include "support/database/test_database.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

using postgres::Access;
using postgres::Session;
using postgres::Transaction;
using Kind = postgres::TransactionSettings::Kind;

struct Sessions : testing::Test {
  Access access() const { return {database.url(), std::chrono::seconds{10}}; }
  static std::string raise(const std::string& sqlstate) {
    return "do $$ begin raise sqlstate '" + sqlstate + "' using message = 'raised'; end $$";
  }

  TestDatabase database{TestDatabase::With::nothing};
};

TEST_F(Sessions, OverrideTheDefaultsOfRoleAndDatabase) {
  const std::string settings[][2] = {{"DateStyle", "German, DMY"},
                                     {"TimeZone", "Pacific/Chatham"},
                                     {"search_path", "public"},
                                     {"row_security", "on"},
                                     {"jit", "on"},
                                     {"standard_conforming_strings", "off"},
                                     {"client_encoding", "LATIN1"},
                                     {"idle_in_transaction_session_timeout", "1h"},
                                     {"statement_timeout", "1h"},
                                     {"lock_timeout", "1h"},
                                     {"default_transaction_read_only", "on"},
                                     {"default_transaction_isolation", "serializable"}};
  for (const auto& [name, value] : settings) {
    const std::string quoted = name == "search_path" ? value : "'" + value + "'";
    database.exec("alter database " + database.name() + " set " + name + " to " + quoted);
    database.exec("alter role postgres in database " + database.name() + " set " + name + " to " + quoted);
  }
  Session session(access(), {Kind::read_write, "My \"Schema\"", "America/New_York"});
  session.transaction("reading the settings", [](Transaction& transaction) {
    const auto setting = [&](const std::string& name) {
      return transaction.one("select current_setting($1) as value", {name}).text("value");
    };
    EXPECT_EQ(setting("DateStyle"), "ISO, YMD");
    EXPECT_EQ(setting("TimeZone"), "America/New_York");
    EXPECT_EQ(setting("search_path"), "\"My \"\"Schema\"\"\", pg_temp");
    EXPECT_EQ(setting("row_security"), "off");
    EXPECT_EQ(setting("jit"), "off");
    EXPECT_EQ(setting("standard_conforming_strings"), "on");
    EXPECT_EQ(setting("client_encoding"), "UTF8");
    EXPECT_EQ(setting("idle_in_transaction_session_timeout"), "0");
    EXPECT_EQ(setting("statement_timeout"), "0");
    EXPECT_EQ(setting("lock_timeout"), "0");
    EXPECT_EQ(setting("transaction_read_only"), "off");
    EXPECT_EQ(setting("transaction_isolation"), "read committed");
    EXPECT_EQ(setting("application_name"), "sent-source-data");
  });
  EXPECT_EQ(session.query("reading the date", "select date '2026-03-01' as day").at(0).day("day"), Day(2026, 3, 1));
}

TEST_F(Sessions, RetryATransientFailure) {
  for (const std::string sqlstate : {"40001", "40P01", "57P01", "57014", "55P03"}) {
    Session session(access(), {});
    int attempts = 0, waits = 0;
    session.transaction(
        "trying",
        [&](Transaction& transaction) {
          if (++attempts < 3) transaction.script(raise(sqlstate));
        },
        [&](int failed_attempts, const std::string& because) {
          EXPECT_NE(because.find("trying"), std::string::npos);
          return waits = failed_attempts, true;
        });
    EXPECT_EQ(attempts, 3) << sqlstate;
    EXPECT_EQ(waits, 2) << sqlstate;
  }
}

TEST_F(Sessions, DoNotRetryAPermanentFailure) {
  Session session(access(), {});
  int attempts = 0;
  const auto failure = failure_of([&] {
    session.transaction(
        "dividing",
        [&](Transaction& transaction) {
          ++attempts;
          transaction.script("select 1/0");
        },
        [](int, const std::string&) { return true; });
  });
  EXPECT_EQ(attempts, 1);
  EXPECT_FALSE(failure.may_pass());
  EXPECT_EQ(std::string(failure.what()),
            "dividing in database \"" + database.name() + "\": division by zero (SQLSTATE 22012)");
  EXPECT_EQ(session.query("going on", "select 1 as one").at(0).integer("one"), 1);
}

TEST_F(Sessions, AnUncommittedTransactionChangesNothing) {
  database.exec("create table public.t (x int)");
  Session session(access(), {});
  EXPECT_THROW(session.transaction("inserting",
                                   [](Transaction& transaction) {
                                     transaction.script("insert into public.t values (1)");
                                     throw std::runtime_error("no");
                                   }),
               std::runtime_error);
  EXPECT_EQ(session.query("counting", "select count(*) as rows from public.t").at(0).count("rows"), 0U);
}

TEST_F(Sessions, RefuseToReadRowsThatAPolicyHides) {
  const std::string role = "hidden_" + database.name();
  database.exec(
      "create table public.t (x int); insert into public.t values (1), (2); alter table public.t enable row "
      "level security; create policy only_one on public.t using (x = 1); create role " +
      role + " login; grant select on public.t to " + role);
  {
    Session session({PostgresCluster::shared().url_of(role, database.name())}, {Kind::read_only, "public"});
    const auto failure = failure_of([&] { (void)session.query("reading t", "select x from t"); });
    EXPECT_EQ(failure.code(), ExitCode::usage);
    EXPECT_NE(std::string(failure.what()).find("row-level security"), std::string::npos) << failure.what();
    EXPECT_NE(failure.hint().value().find("row-level security"), std::string::npos) << failure.hint().value();
  }
  database.exec("drop owned by " + role + "; drop role " + role);
}

}  // namespace
}  // namespace sent::tests
