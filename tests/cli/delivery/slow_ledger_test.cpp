// SPDX-License-Identifier: Apache-2.0

// A ledger that is far away.

#include <gtest/gtest.h>

#include <chrono>
#include <mutex>

#include "support/deliveries/outcome.hpp"
#include "support/postgres_proxy/postgres_proxy.hpp"

namespace sent::tests {
namespace {

using Clock = std::chrono::steady_clock;

struct SlowLedger : testing::Test {
  SlowLedger() {
    database.exec(
        "insert into sources select 'source-' || lpad(i::text, 5, '0'), 'slug', 'owner' from generate_series(1, 3000) "
        "i;"
        "insert into owners values ('owner', 'workspace'); insert into owner_members values ('owner', 'user', null, "
        "null);"
        "insert into source_calls select source_id, '" +
        sample_day + "', 'track', 1 from sources; analyze");
    receiver.set_handler([this](int number, const nlohmann::json&) {
      const auto now = Clock::now();
      if (number == first_number) first = now;
      last = now;
      ScriptedAnswer answer;
      answer.delay = std::chrono::milliseconds{10};
      answer.takes_events = true;
      return answer;
    });
  }
  // Seconds from the first request to the last.
  double seconds_with(std::chrono::milliseconds round_trip) {
    database.exec("delete from sent_source_data.days");
    first_number = static_cast<int>(receiver.requests().size()) + 1;
    proxy.be_far_away(round_trip);
    const auto result = Job(database)
                            .to(receiver)
                            .set("ledger.url", proxy.url(database.name()))
                            .set("sink.max_batch_events", "5")
                            .set("sink.concurrency", "2")({"run", "--date", sample_day});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), "3000");
    return std::chrono::duration<double>(last - first).count();
  }

  TestDatabase database;
  PostgresProxy proxy{PostgresCluster::shared().port()};
  Receiver receiver;
  int first_number = 1;
  Clock::time_point first, last;  // of the requests of one run
};

TEST_F(SlowLedger, DoesNotSlowTheSending) {
  using std::chrono::milliseconds;
  const double near = seconds_with(milliseconds{1}), far = seconds_with(milliseconds{100});
  RecordProperty("rate_kept", std::to_string(near / far));
  EXPECT_GE(near / far, 0.9) << near << " s near, " << far << " s far";
}

}  // namespace
}  // namespace sent::tests
