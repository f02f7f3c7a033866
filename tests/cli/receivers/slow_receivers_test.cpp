// SPDX-License-Identifier: Apache-2.0

// Receivers that accept fewer events than the job can send.

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <mutex>

#include "support/deliveries/outcome.hpp"

namespace sent::tests {
namespace {

using Time = std::chrono::steady_clock;
const Arguments run_day{"run", "--date", sample_day};

// So many sources of one owner with two members.
void load(TestDatabase& database, int sources) {
  const std::string rows = " from generate_series(1, " + std::to_string(sources) + ") i";
  database.exec(
      "insert into owners values ('o', 'workspace'); insert into owner_members values ('o', 'ann'), ('o', 'bob');"
      "insert into sources select 's-' || i, 'slug', 'o'" +
      rows + ";insert into source_calls select 's-' || i, '" + sample_day + "', 'track', i" + rows);
}

struct SlowReceivers : testing::Test {
  Job job(const std::string& batch) { return Job(database).to(receiver).set("sink.max_batch_events", batch); }
  ScriptedAnswer answer_of(int status) {
    ScriptedAnswer answer;
    answer.status = status;
    answer.takes_events = status == 200;
    return answer;
  }

  TestDatabase database;
  Receiver receiver;
};

// A bucket with a rate that the job does not know.
struct Bucket {
  double per_second;
  double level = 5;
  Time::time_point filled = Time::now();

  bool take() {
    const auto now = Time::now();
    level = std::min(5.0, level + per_second * std::chrono::duration<double>(now - filled).count());
    filled = now;
    return level >= 1 && (level -= 1, true);
  }
};

// The benchmark, and simulations in Pace.*, measure how close it comes to the rate.
TEST_F(SlowReceivers, AreSentTheirRateWithFewRetries) {
  load(database, 200);
  const auto due = due_events(job("1"), run_day);
  Bucket bucket{100};
  receiver.set_handler([&](int, const nlohmann::json&) { return answer_of(bucket.take() ? 200 : 429); });
  const auto result = job("1").set("sink.concurrency", "8")(run_day);
  receiver.stop();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size(), due.size());
  const auto refused = receiver.requests().size() - due.size();
  EXPECT_GT(refused, 0U);
  EXPECT_LT(refused, due.size() / 8) << "of " << due.size();
}

TEST_F(SlowReceivers, GetAsManyRequestsAtOnceAsAllowed) {
  load(database, 300);
  receiver.set_handler([&](int, const nlohmann::json&) {
    auto answer = answer_of(200);
    answer.delay = std::chrono::milliseconds{20};
    return answer;
  });
  const auto result = job("10").set("sink.concurrency", "6")(run_day);
  receiver.stop();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(receiver.events().size(), 600U);
  EXPECT_EQ(receiver.most_at_once(), 6);
}

// While the receiver is slow, expansion waits: only the events in flight are in memory.
TEST_F(SlowReceivers, DoNotMakeEventsAccumulateInMemory) {
  load(database, 20'000);
  std::map<int, long> peaks;  // by the delay in milliseconds
  for (const int delay : {0, 3}) {
    database.exec("delete from sent_source_data.days");
    std::mutex mutex;
    std::unique_ptr<RunningProgram> program;
    receiver.set_handler([&](int, const nlohmann::json&) {
      std::lock_guard lock(mutex);
      peaks[delay] = program->peak_so_far();
      ScriptedAnswer answer;  // an answer whose events are not kept
      answer.delay = std::chrono::milliseconds{delay};
      return answer;
    });
    {
      std::lock_guard lock(mutex);
      program = job("100").set("sink.concurrency", "4").start(run_day);
    }
    const auto result = program->wait();
    EXPECT_EQ(result.exit_code, 0) << result.err;
    receiver.set_handler({});
  }
  EXPECT_GT(peaks[0], 5'000) << "less than any program needs";
  EXPECT_LT(peaks[3], peaks[0] * 11 / 10);
}

}  // namespace
}  // namespace sent::tests
