// SPDX-License-Identifier: Apache-2.0

// A receiver that fails at one event and accepts all others, as in an error of its own.

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "support/deliveries/outcome.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct FailingEvent : testing::Test {
  FailingEvent() { database.load_sample(sample_day); }

  Job job(const std::string& concurrency = "4") {
    return Job(database)
        .to(receiver)
        .set("sink.max_batch_events", "5")
        .set("sink.max_attempts", "4")
        .set("sink.request_timeout", "1s")
        .set("sink.concurrency", concurrency);
  }
  // From request number `down_from` on it fails at everything.
  void fail_at_solo(const ScriptedAnswer& failure, int down_from = std::numeric_limits<int>::max()) {
    receiver.set_handler([=](int number, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
      const bool has_solo =
          std::ranges::any_of(body["batch"], [](const auto& event) { return event["userId"] == "solo"; });
      return has_solo || number >= down_from ? std::optional(failure) : std::nullopt;
    });
  }
  std::size_t distinct_events() {
    const auto all = raw_events(receiver);
    return std::set(all.begin(), all.end()).size();
  }
  void expect_only_solo_rejected() {
    EXPECT_EQ(database.value("select string_agg(user_id, ' ') from sent_source_data.rejected_events"), "solo");
    EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
              "51 50 1");
    EXPECT_EQ(distinct_events(), 50U);
  }
  static ScriptedAnswer error() {
    ScriptedAnswer answer;
    answer.status = 500;
    answer.body = "oops";
    return answer;
  }
  static ScriptedAnswer silence() {
    ScriptedAnswer answer;
    answer.action = ScriptedAnswer::Action::stall;
    return answer;
  }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(FailingEvent, IsRejectedAndAllOthersAreDeliveredOnce) {
  for (const std::string concurrency : {"1", "4"}) {
    database.exec("delete from sent_source_data.days");
    const std::size_t before = receiver.events().size();
    fail_at_solo(error());
    const auto result = job(concurrency)(run_day);
    EXPECT_EQ(result.exit_code, 3) << result.err;
    expect_only_solo_rejected();
    EXPECT_EQ(receiver.events().size() - before, 50U) << "nothing is sent twice";
    EXPECT_NE(database.value("select reason from sent_source_data.rejected_events")
                  .find("failed alone 4 times while the receiver accepted other events: HTTP 500: oops"),
              std::string::npos);
    EXPECT_EQ(job(concurrency)(run_day).exit_code, 3);
    EXPECT_EQ(receiver.events().size() - before, 50U) << "nor by the next run";
  }
}

TEST_F(FailingEvent, IsRejectedIfTheReceiverNeverAnswers) {
  fail_at_solo(silence());
  const auto result = job().set("sink.max_attempts", "2").set("sink.request_timeout", "200ms")(run_day);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  expect_only_solo_rejected();
  EXPECT_EQ(receiver.events().size(), 50U);
}

TEST_F(FailingEvent, AnOutageInTheMiddleRejectsNoOther) {
  for (const int down_from : {1, 4, 9, 12, 15}) {
    database.exec("delete from sent_source_data.days");
    const int before = static_cast<int>(receiver.requests().size());
    const std::size_t arrived_before = receiver.events().size();
    fail_at_solo(error(), before + down_from);
    const auto down = job()(run_day);
    EXPECT_EQ(down.exit_code, 6) << down.err;
    EXPECT_EQ(database.value("select count(*) from sent_source_data.rejected_events where user_id <> 'solo'"), "0");
    fail_at_solo(error());
    const auto next = job()(run_day);
    EXPECT_EQ(next.exit_code, 3) << next.err;
    expect_only_solo_rejected();
    const auto delivered = std::stoul(database.value("select delivered from sent_source_data.chunks"));
    EXPECT_LE(receiver.events().size() - arrived_before, delivered + 1)
        << "what was accepted is not sent again, except "
           "for one event as a sign of life";
  }
}

}  // namespace
}  // namespace sent::tests
