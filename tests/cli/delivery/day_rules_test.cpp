// SPDX-License-Identifier: Apache-2.0

// What a day's events look like is decided when the day is begun: a run that goes on with it sends
// the same bytes.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/deliveries/outcome.hpp"
#include "support/receivers/held_requests.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};
const Arguments backfill{"backfill", "--from", sample_day, "--to", sample_day};

struct DayRulesOfADay : testing::Test {
  DayRulesOfADay() { database.load_sample(sample_day); }

  [[nodiscard]] Job job() const {
    return Job(database)
        .to(receiver)
        .set("backfill.integrations", R"({"All":false})")
        .set("sink.max_batch_events", "5")
        .set("sink.concurrency", "1");
  }
  // Begins the day and stops in the middle of it.
  void begin(const Job& begun, const Arguments& command) {
    receiver.set_handler([](int number, const nlohmann::json&) -> std::optional<ScriptedAnswer> {
      if (number <= 4) return std::nullopt;
      return ScriptedAnswer{401, "no", {}};
    });
    EXPECT_EQ(begun(command).exit_code, 5);
    receiver.set_handler({});
  }

  mutable TestDatabase database;
  Receiver receiver;
};

TEST_F(DayRulesOfADay, KeepTheIntegrationsOfTheBackfillThatBeganIt) {
  const auto due = due_events(job(), backfill);
  begin(job(), backfill);
  const auto result = job()(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("going on with a day by the rules with which it was begun"), std::string::npos)
      << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  for (const auto& event : raw_events(receiver)) EXPECT_TRUE(nlohmann::json::parse(event).contains("integrations"));
}

TEST_F(DayRulesOfADay, KeepTheIntegrationsOfTheRunThatBeganIt) {
  const auto due = due_events(job(), run_day);
  begin(job(), run_day);
  EXPECT_EQ(job()(backfill).exit_code, 0);
  expect_all_delivered(due, raw_events(receiver), database);
}

// An upgrade between two runs.
TEST_F(DayRulesOfADay, KeepTheVersionOfTheLibrary) {
  begin(job(), run_day);
  database.exec("update sent_source_data.days set library_version = '0.0.9'");
  const auto printed = due_events(job(), run_day);
  const auto before = receiver.events().size();
  EXPECT_EQ(job()(run_day).exit_code, 0);
  const auto arrived = raw_events(receiver);
  ASSERT_EQ(arrived.size(), before + printed.size());
  for (std::size_t i = before; i < arrived.size(); ++i) {
    EXPECT_NE(arrived[i].find("\"version\":\"0.0.9\""), std::string::npos) << arrived[i];
    EXPECT_TRUE(printed.contains(arrived[i])) << "the dry run printed it otherwise";
  }
}

TEST_F(DayRulesOfADay, WarnOfATrackingPlanThatHasChanged) {
  begin(job(), run_day);
  database.exec("update sent_source_data.days set plan_digest = 'of another plan'");
  const auto result = job()(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("the tracking plan has changed since the day was begun"), std::string::npos) << result.err;
}

TEST_F(DayRulesOfADay, AreThoseOfNowInAResend) {
  begin(job(), backfill);
  auto again = backfill;
  again.push_back("--resend");
  const Job plain = job().set("backfill.integrations", "");
  const auto due = due_events(plain, again);
  const auto before = receiver.events().size();
  EXPECT_EQ(plain(again).exit_code, 0);
  const auto arrived = raw_events(receiver);
  EXPECT_EQ(std::set<std::string>(arrived.begin() + static_cast<std::ptrdiff_t>(before), arrived.end()), due);
}

// A run is in the middle of the day when a --resend begins it again.
TEST_F(DayRulesOfADay, AreThoseOfAResendForTheRunThatGoesOnBesideIt) {
  HeldRequests held(receiver, 2);
  auto again = backfill;
  again.push_back("--resend");
  const auto due = due_events(job(), again);
  const auto beside = job().start(run_day);
  held.await();
  const auto resend = job().start(again);
  EXPECT_TRUE(eventually([&] { return database.value("select generation > 0 from sent_source_data.days") == "t"; }));
  held.release();
  EXPECT_EQ(beside->wait().exit_code, 0);
  EXPECT_EQ(resend->wait().exit_code, 0);
  const auto arrived = raw_events(receiver);
  const std::set<std::string> all(arrived.begin(), arrived.end());
  for (const auto& event : due) EXPECT_TRUE(all.contains(event)) << "sent only by other rules: " << event;
}

TEST_F(DayRulesOfADay, RefuseSettingsThatTheyCannotFollow) {
  begin(job(), run_day);
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"windows.monthly_days", "28"}, {"event.time_of_day", "09:00:00"}, {"event.extra_properties", "date"}}) {
    const auto result = job().set(name, value)(run_day);
    EXPECT_EQ(result.exit_code, 2) << name;
    EXPECT_NE(result.err.find("going on with " + sample_day + ": it was begun with \"windows.monthly_days=30 "),
              std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find("--resend"), std::string::npos) << result.err;
  }
  EXPECT_EQ(job()(run_day).exit_code, 0);
}

}  // namespace
}  // namespace sent::tests
