// SPDX-License-Identifier: Apache-2.0

// A worker keeps its lease while it works, however long that takes.

#include <gtest/gtest.h>

#include "support/database/held_relation.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

TEST(Lease, IsRenewedDuringALongRead) {
  TestDatabase database;
  database.load_sample(sample_day);
  Receiver receiver;
  const Job job = Job(database).to(receiver).set("job.lease", "1s");
  const auto due = due_events(job, run_day);
  HeldRelation held(database, "source_calls");
  held.hold(database.url());
  const auto reading = job.start(run_day);
  EXPECT_TRUE(held.wait_for_reader());
  const std::string end = database.value("select clock_timestamp() + interval '3 seconds'");
  const auto waiting = job.start(run_day);
  EXPECT_TRUE(eventually([&] { return database.value("select clock_timestamp() > '" + end + "'") == "t"; }));
  EXPECT_EQ(database.value("select fence from sent_source_data.chunks"), "1") << "nobody took the chunk over";
  EXPECT_EQ(database.value("select lease_until > now() from sent_source_data.chunks"), "t");
  held.release();
  for (const auto& program : {reading.get(), waiting.get()}) {
    const auto result = program->wait();
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size(), due.size()) << "nothing was sent twice";
}

}  // namespace
}  // namespace sent::tests
