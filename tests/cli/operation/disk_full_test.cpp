// SPDX-License-Identifier: Apache-2.0

// A disk that fills up while the program writes events to a file on it.

#include <gtest/gtest.h>

#include "support/deliveries/outcome.hpp"
#include "support/files/small_disk.hpp"
#include "support/files/whole_text.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct FullDisk : testing::Test {
  FullDisk() { database.load_sample(sample_day); }

  void SetUp() override {
    if (!disk.is_mounted())
      GTEST_SKIP() << "mounting a tmpfs is not permitted here, neither as root nor in a user namespace";
  }
  Job job(const std::string& concurrency) {
    return Job(database)
        .set("sink.preset", "file")
        .set("sink.path", path)
        .set("sink.max_batch_events", "5")
        .set("sink.concurrency", concurrency);
  }
  // The file after one run on a full disk, which leaves no torn line, and a second one with space.
  std::vector<std::string> written_in_two_runs(const Job& job);

  SmallDisk disk{16};
  const std::string path = disk.file("events.ndjson");
  TestDatabase database;
};

std::vector<std::string> FullDisk::written_in_two_runs(const Job& job) {
  const auto due = due_events(job, run_day);
  const auto stopped = job(run_day);
  EXPECT_EQ(stopped.exit_code, 6) << stopped.err;
  EXPECT_NE(stopped.err.find("No space left on device"), std::string::npos) << stopped.err;
  const auto before = lines_of(content_of(path));
  EXPECT_GE(before.size(), 5U) << "it was full in the middle";
  for (const auto& line : before) EXPECT_TRUE(due.contains(line)) << line;
  disk.free_space();
  const auto next = job(run_day);
  EXPECT_EQ(next.exit_code, 0) << next.err;
  const std::string text = content_of(path);
  EXPECT_TRUE(text.ends_with("\n"));
  auto lines = lines_of(text);
  expect_all_delivered(due, lines, database);
  return lines;
}

TEST_F(FullDisk, TheFileHasEachEventOnceIfOneBatchIsInFlight) { EXPECT_EQ(written_in_two_runs(job("1")).size(), 51U); }

// A later batch may fit although an earlier one did not; then it is written twice, with the same ids.
TEST_F(FullDisk, TheFileHasEachEventIfSeveralBatchesAreInFlight) {
  EXPECT_GE(written_in_two_runs(job("8")).size(), 51U);
}

}  // namespace
}  // namespace sent::tests
