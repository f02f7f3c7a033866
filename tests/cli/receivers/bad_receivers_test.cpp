// SPDX-License-Identifier: Apache-2.0

// Receivers that fail some requests and then recover: one run must still deliver everything.

#include <gtest/gtest.h>

#include "support/deliveries/outcome.hpp"
#include "support/servers/certificates.hpp"

namespace sent::tests {
namespace {

using Action = ScriptedAnswer::Action;

const Arguments run_day{"run", "--date", sample_day};

ScriptedAnswer answer(int status, const std::string& body, const std::map<std::string, std::string>& headers = {}) {
  ScriptedAnswer made;
  made.status = status;
  made.body = body;
  made.headers = headers;
  return made;
}

ScriptedAnswer act(Action action, bool takes_events = false) {
  ScriptedAnswer made;
  made.action = action;
  made.takes_events = takes_events;
  return made;
}

std::string http_date(std::time_t time) {
  char text[64];
  std::tm parts{};
  gmtime_r(&time, &parts);
  (void)std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

struct Misbehaviour {
  std::string name;
  int requests;  // that it lasts for
  std::function<ScriptedAnswer()> answer;
  bool repeats = false;  // the program cannot know that the receiver took the events
};

std::vector<Misbehaviour> misbehaviours() {
  return {
      {"Resets", 4, [] { return act(Action::reset); }},
      {"TakesEventsAndResets", 4, [] { return act(Action::reset, true); }, true},
      {"Stalls", 2, [] { return act(Action::stall); }},
      {"TakesEventsAndStalls", 2, [] { return act(Action::stall, true); }, true},
      {"AnswersHalf", 4, [] { return act(Action::half_answer); }},
      {"TakesEventsAndAnswersHalf", 4, [] { return act(Action::half_answer, true); }, true},
      {"ClosesKeepAliveConnections", 1000, [] { return act(Action::close_after_reply, true); }},
      {"AnswersSuccessFalse", 4, [] { return answer(200, R"({"success": false})"); }},
      {"IsUnavailable", 4, [] { return answer(503, "later"); }},
      {"IsUnavailableForASecond", 3,
       [] {
         return answer(503, "later", {{"Retry-After", "1"}});
       }},
      {"AsksToWaitUntilADate", 3,
       [] {
         return answer(429, "", {{"Retry-After", http_date(std::time(nullptr) + 2)}});
       }},
  };
}

struct FailingReceivers : testing::Test {
  FailingReceivers() { database.load_sample(sample_day); }

  Job to(const std::string& url) {
    return Job(database)
        .to(url)
        .set("sink.max_batch_events", "5")
        .set("sink.concurrency", "2")
        .set("sink.request_timeout", "1s");
  }
  void answer_first(int requests, const std::function<ScriptedAnswer()>& answer) {
    receiver.set_handler([=](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number <= requests) return answer();
      return std::nullopt;
    });
  }

  TestDatabase database;
  Receiver receiver;
};

struct Receivers : FailingReceivers, testing::WithParamInterface<Misbehaviour> {};

TEST_P(Receivers, GetEveryEventInOneRun) {
  const auto due = due_events(to(receiver.url()), run_day);
  answer_first(GetParam().requests, GetParam().answer);
  const auto result = to(receiver.url())(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(receiver.events().size() > due.size(), GetParam().repeats);
  EXPECT_GE(receiver.requests().size(), 11U);
  EXPECT_TRUE(receiver.violations().empty());
}

INSTANTIATE_TEST_SUITE_P(Misbehaving, Receivers, testing::ValuesIn(misbehaviours()),
                         [](const auto& one) { return one.param.name; });

// With two attempts, three waits would end the run if they counted as attempts.
TEST_F(FailingReceivers, ARequestToWaitUsesNoAttempt) {
  const auto date = [] { return http_date(std::time(nullptr) + 2); };
  answer_first(3, [=] { return answer(429, "", {{"Retry-After", date()}}); });
  const auto result = to(receiver.url()).set("sink.max_attempts", "2").set("sink.concurrency", "1")(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST_F(FailingReceivers, AnExpiredCertificateMarksNothingAsDelivered) {
  Certificates certificates;
  Receiver expired({.tls = certificates.expired({"DNS:localhost"})});
  Receiver renewed({.tls = certificates.server({"DNS:localhost"})});
  const auto trusting = [&](const Receiver& to_whom) {
    return to(to_whom.url("localhost")).set("sink.ca_file", certificates.ca_file());
  };
  const auto due = due_events(trusting(expired), run_day);
  const auto refused = trusting(expired)(run_day);
  EXPECT_EQ(refused.exit_code, 6) << refused.err;
  EXPECT_NE(refused.err.find("certificate has expired"), std::string::npos) << refused.err;
  EXPECT_EQ(expired.requests().size(), 0U);
  EXPECT_EQ(database.value("select delivered || ' ' || rejected || ' ' || (after_source is null and worker is null) "
                           "from sent_source_data.chunks"),
            "0 0 true");
  const auto next = trusting(renewed)(run_day);
  EXPECT_EQ(next.exit_code, 0) << next.err;
  expect_all_delivered(due, raw_events(renewed), database);
}

}  // namespace
}  // namespace sent::tests
