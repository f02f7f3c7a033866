// SPDX-License-Identifier: Apache-2.0

// `check` with a test's own servers: a standby, and one with TLS.

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/program/check_report.hpp"
#include "support/program/job.hpp"
#include "support/servers/guarded_folder.hpp"
#include "support/servers/server_commands.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

struct CheckOnAStandby : testing::Test {
  Job job() {
    Job job = Job(database).set("database.url", standby.url(database.name())).set("ledger.url", database.url());
    return job.set("sink.preset", "file").set("sink.path", "-");
  }

  PostgresCluster primary{{"autovacuum=off"}};
  TestDatabase database{primary};
  PostgresCluster standby{primary, PostgresCluster::ServerSettings{}};
};

TEST_F(CheckOnAStandby, FailsUntilTheStandbyCatchesUp) {
  TestSession session(standby.url("postgres"));
  session.exec("select pg_wal_replay_pause()");
  EXPECT_TRUE(eventually([&] { return session.value("select pg_get_wal_replay_pause_state()") == "paused"; }));
  ASSERT_EQ(session.query("select pg_last_xact_replay_timestamp()")[0][0], std::nullopt)
      << "it has replayed nothing of its own";
  database.exec("create table public.later (i integer)");
  const std::string has_more = "select pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()";
  EXPECT_TRUE(eventually([&] { return session.value(has_more) == "t"; }));
  expect_check(report_of(job()({"check", "--json"})), 4, "replica", "error",
               "has replayed nothing yet, not past the end of 20");
  session.exec("select pg_wal_replay_resume()");
  EXPECT_TRUE(eventually([&] { return session.value("select pg_last_xact_replay_timestamp() is not null") == "t"; }));
  expect_check(report_of(job()({"check", "--json"})), 0, "replica", "ok", "a standby that has replayed through 20");
}

TEST_F(CheckOnAStandby, ReportsThatItCannotStoreTheLedger) {
  const auto report = report_of(job().set("ledger.url", "")({"check", "--json"}));
  expect_check(report, 2, "ledger", "error", "its database is a standby, which accepts no writes");
  expect_check(report, 2, "contract", "ok", "every relation");
}

// Where the server, which may run as another user, can read them.
PostgresCluster::ServerSettings tls_settings(const GuardedFolder& folder, const TlsFiles& files) {
  const std::string owner = geteuid() == 0 ? "-o postgres " : "";
  EXPECT_TRUE(succeeds("install -m 644 " + shell_word(files.certificate) + " " + folder.file("server.pem") +
                       " && install -m 600 " + owner + shell_word(files.key) + " " + folder.file("server-key.pem")));
  return {"ssl=on", "ssl_cert_file=" + folder.file("server.pem"), "ssl_key_file=" + folder.file("server-key.pem")};
}

TEST(CheckOverTls, ReportsTheTlsVersion) {
  Certificates certificates;
  const GuardedFolder folder("no-server", "TERM");
  PostgresCluster cluster{tls_settings(folder, certificates.server({"IP:127.0.0.1"}))};
  TestDatabase database(cluster);
  Job job = Job(database)
                .set("sink.preset", "file")
                .set("sink.path", "-")
                .set("ledger.url", database.url() + "?sslmode=disable");
  job.set("database.url", database.url() + "?sslmode=verify-full&sslrootcert=" + certificates.ca_file());
  const auto report = report_of(job({"check", "--json"}));
  expect_check(report, 0, "database_tls", "ok", "TLSv1.3");
  expect_check(report, 0, "ledger_tls", "ok", "not encrypted, but does not leave this machine");
}

}  // namespace
}  // namespace sent::tests
