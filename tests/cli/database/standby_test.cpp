// SPDX-License-Identifier: Apache-2.0

// Reading from a streaming standby, which cancels a read that blocks replication.

#include <gtest/gtest.h>

#include <regex>

#include "support/database/held_relation.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/postgres_proxy/postgres_proxy.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct Standby : testing::Test {
  Standby() { database.load_sample(sample_day); }

  std::string standby_url() { return standby.url(database.name()); }
  Job job() {
    return Job(database)
        .to(receiver)
        .set("database.url", standby_url())
        .set("ledger.url", database.url())
        .set("sink.max_batch_events", "5");
  }

  // Waits until the standby has everything that the primary has.
  void catch_up() {
    const std::string end = database.value("select pg_current_wal_lsn()");
    TestSession session(standby.url("postgres"));
    EXPECT_TRUE(
        eventually([&] { return session.value("select pg_last_wal_replay_lsn() >= '" + end + "'::pg_lsn") == "t"; }));
  }
  // Removes rows on the primary that the standby's readers may still want to see.
  void make_conflict() {
    database.exec("delete from public.litter");
    database.exec("vacuum public.litter");
  }
  bool has_canceled() {
    TestSession session(standby.url("postgres"));
    return session.value("select confl_snapshot > 0 from pg_stat_database_conflicts where datname = '" +
                         database.name() + "'") == "t";
  }

  PostgresCluster primary{PostgresCluster::ServerSettings{}};
  PostgresCluster standby{primary, {"hot_standby_feedback=off", "max_standby_streaming_delay=0"}};
  TestDatabase database{primary};
  Receiver receiver;
};

TEST_F(Standby, BehindALoadBalancerOneConnectionReadsEverything) {
  catch_up();
  const auto due = due_events(job(), run_day);
  const PostgresProxy balancer({primary.port(), standby.port()});
  const Arguments again{"backfill", "--from", sample_day, "--to", sample_day, "--resend"};
  for (const Arguments& command : {run_day, again}) {
    const auto result = job().set("database.url", balancer.url(database.name()))(command);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("reached two servers, so one connection reads everything"), std::string::npos)
        << result.err;
  }
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size(), 2 * due.size());
}

TEST_F(Standby, ServesReadsWhileTheLedgerIsOnThePrimary) {
  catch_up();
  const auto due = due_events(job(), run_day);
  const auto result = job()(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size(), due.size());
}

TEST_F(Standby, CancelsAReadAndTheRunRepeatsIt) {
  HeldRelation held(database, "source_calls");
  database.exec("create table public.litter as select generate_series(1, 1000) i");
  catch_up();
  const auto due = due_events(job(), run_day);
  held.hold(standby_url());
  const auto program = job().start(run_day);
  EXPECT_TRUE(held.wait_for_reader());
  make_conflict();
  EXPECT_TRUE(eventually([&] { return has_canceled(); }));
  held.release();
  const auto disturbed = program->wait();
  EXPECT_EQ(disturbed.exit_code, 0) << disturbed.err;
  // A standby ends both connections and gives its reason to one of them; whichever read fails first is reported.
  const std::regex reported("conflict with recovery|terminating connection|closed the connection");
  EXPECT_TRUE(std::regex_search(disturbed.err, reported)) << disturbed.err;
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size(), due.size()) << "nothing was sent twice";
}

}  // namespace
}  // namespace sent::tests
