// SPDX-License-Identifier: Apache-2.0

// The program behind PgBouncer in transaction mode: no statement may rely on the session of an earlier one.

#include <gtest/gtest.h>

#include <csignal>

#include "support/deliveries/outcome.hpp"
#include "support/servers/pgbouncer.hpp"

namespace sent::tests {
namespace {

const Arguments range{"backfill", "--from", "2026-03-07", "--to", sample_day};

// One worker has two reading transactions open at the same time, which share a snapshot. The ledger and the calendar
// take turns with one more connection. Workers can share it because its transactions are short.
constexpr int pool_for(int workers) { return 2 * workers + 1; }

struct Pooler : testing::Test {
  Pooler() { database.load_sample(sample_day); }

  Job through(const PgBouncer& pooler) {
    return Job(database)
        .to(receiver)
        .set("database.url", pooler.url(database.name()))
        .set("sink.max_batch_events", "5")
        .set("sink.concurrency", "2");
  }
  void cut_days_into_chunks() {
    database.exec("insert into sent_source_data.days select d::date from generate_series('2026-03-07'::date, '" +
                  sample_day +
                  "'::date, interval '1 day') d;"
                  "insert into sent_source_data.chunks (day, chunk, from_source, until_source) select day, n, f, u "
                  "from sent_source_data.days,"
                  "(values (0, null, 'acme-08'), (1, 'acme-08', 'acme-15'), (2, 'acme-15', null)) c (n, f, u)");
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(Pooler, ServesOneWorkerWithThreeConnections) {
  const PgBouncer pooler(PostgresCluster::shared(), pool_for(1));
  const Job job = through(pooler);
  const auto migrated = job({"migrate", "--with-contract"});
  EXPECT_EQ(migrated.exit_code, 0) << migrated.err;
  const auto due = due_events(job, range);
  for (const bool again : {false, true}) {
    const auto result = job(range);
    EXPECT_EQ(result.exit_code, 0) << result.err << again;
  }
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size(), due.size()) << "nothing is sent again";
}

TEST_F(Pooler, LetsWorkersShareARangeAndReplaceAKilledOne) {
  constexpr int workers = 3;
  const PgBouncer pooler(PostgresCluster::shared(), pool_for(workers));
  cut_days_into_chunks();
  const Job job = through(pooler).set("job.lease", "2s");
  const auto due = due_events(job, range);
  receiver.set_handler([&](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
    if (number == 3) signal_program(SIGKILL);
    return std::nullopt;
  });
  EXPECT_EQ(job(range).exit_code, 128 + SIGKILL);
  EXPECT_NE(database.value("select count(*) from sent_source_data.chunks where worker is not null"), "0");
  receiver.set_handler({});
  std::vector<std::unique_ptr<RunningProgram>> programs;
  for (int i = 0; i < workers; ++i) programs.push_back(job.start(range));
  for (const auto& program : programs) {
    const auto result = program->wait();
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_TRUE(receiver.violations().empty());
}

}  // namespace
}  // namespace sent::tests
