// SPDX-License-Identifier: Apache-2.0

// A backfill warns about its effects on destinations that backfill.integrations does not mention.

#include <gtest/gtest.h>

#include "support/program/job.hpp"

namespace sent::tests {
namespace {

const std::string warning = "this backfill affects destinations that backfill.integrations does not mention";

// Each event's time is the start of its day, so 72 hours ago is always between the events of two days.
struct BackfillEffects : testing::Test {
  BackfillEffects() : yesterday(database.value("select ((now() at time zone 'UTC')::date - 1)::text")) {
    database.load_sample(yesterday);
  }

  std::string day(int before) {
    return database.value("select ('" + yesterday + "'::date - " + std::to_string(before) + ")::text");
  }
  Job job() { return Job(database).to(receiver).set("job.settle", "0s").set("event.time_of_day", "00:00:00"); }
  // From `from` days before yesterday to `to` days before yesterday.
  Arguments range(int from, int to, const Arguments& more = {}) {
    Arguments arguments{"backfill", "--from", day(from), "--to", day(to)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  static std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  }
  std::string of_customer_io() {
    return "Customer.io: events of 2 days, " + day(1) + " to " + day(0) +
           ", are younger than 72 h and can trigger campaigns";
  }
  std::string of_google() {
    return "Google Analytics 4: events of 2 days, " + day(3) + " to " + day(2) +
           ", are older than 72 h and are not accepted";
  }
  std::string of_amplitude() {
    return "Amplitude: events of 4 days, " + day(3) + " to " + day(0) +
           ", can change the date on which a user counts as new, and can overwrite user properties";
  }

  TestDatabase database;
  const std::string yesterday;
  Receiver receiver;
};

TEST_F(BackfillEffects, AreReportedBeforeSendingAndInTheSummary) {
  const auto result = job()(range(3, 0));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(count(result.err, warning), 2U) << result.err;
  EXPECT_EQ(count(result.err, of_customer_io() + "; " + of_google() + "; " + of_amplitude()), 2U) << result.err;
  const auto first = result.err.find(warning);
  EXPECT_LT(first, result.err.find("day planned"));
  EXPECT_NE(
      result.err.find("hint: if this source feeds any of them, stop and set backfill.integrations, for example to "
                      R"({"Customer.io":false,"Google Analytics 4":false,"Amplitude":false}; see docs/backfill.md)"),
      std::string::npos)
      << result.err;
  const auto second = result.err.find(warning, first + 1);
  EXPECT_LT(result.err.find("chunk delivered"), second);
  EXPECT_LT(second, result.err.find("finished"));
}

TEST_F(BackfillEffects, AreReportedInTheSummaryOfADryRun) {
  const auto dry = job()(range(3, 0, {"--dry-run", "--format", "summary"}));
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  const std::string expected =
      "warning     " + of_customer_io() + "\n            " + of_google() + "\n            " + of_amplitude() +
      "\n            backfill.integrations does not prevent these effects; see docs/backfill.md\n";
  EXPECT_TRUE(dry.out.ends_with(expected)) << dry.out;
  EXPECT_TRUE(receiver.requests().empty());
}

TEST_F(BackfillEffects, AreNotReportedIfTheSettingsMentionThem) {
  const std::vector<std::pair<std::string, std::string>> dealt_with{
      {"backfill.integrations", R"({"All": false, "Amplitude": true})"},
      {"backfill.integrations", R"({"Customer.io": false, "Google Analytics 4": true, "Amplitude": {"x": 1}})"},
      {"event.integrations", R"({"All": false})"}};
  for (const auto& [setting, value] : dealt_with) {
    const auto dry = job().set(setting, value)(range(3, 0, {"--dry-run", "--format", "summary"}));
    EXPECT_EQ(dry.out.find("warning"), std::string::npos) << value << dry.out;
  }
  const auto sent = job().set("backfill.integrations", dealt_with[0].second)(range(3, 0));
  EXPECT_EQ(sent.err.find(warning), std::string::npos) << sent.err;
  ASSERT_FALSE(receiver.events().empty());
  EXPECT_EQ(receiver.events()[0].json["integrations"], (nlohmann::json{{"All", false}, {"Amplitude", true}}));
}

TEST_F(BackfillEffects, AreReportedForUnmentionedDestinationsOnly) {
  const auto result = job().set("backfill.integrations", R"({"Customer.io": false, "Amplitude": true})")(range(3, 0));
  EXPECT_EQ(count(result.err, of_google()), 2U) << result.err;
  EXPECT_EQ(result.err.find("Customer.io: events"), std::string::npos);
  EXPECT_NE(result.err.find(R"(add them to backfill.integrations, for example {"Google Analytics 4":false})"),
            std::string::npos)
      << result.err;
}

// backfill.integrations replaces event.integrations completely.
TEST_F(BackfillEffects, DependOnTheSettingThatApplies) {
  const auto dry =
      job()
          .set("event.integrations", R"({"All": false})")
          .set("backfill.integrations", R"({"All": true})")(range(3, 0, {"--dry-run", "--format", "summary"}));
  EXPECT_NE(dry.out.find("warning     Customer.io"), std::string::npos) << dry.out;
}

TEST_F(BackfillEffects, DependOnTheAgeOfTheDays) {
  const auto young = job()(range(1, 0, {"--dry-run", "--format", "summary"})).out;
  EXPECT_NE(young.find("Customer.io: events of 2 days"), std::string::npos) << young;
  EXPECT_EQ(young.find("Google Analytics 4"), std::string::npos) << young;
  const auto old = job()(range(3, 3, {"--dry-run", "--format", "summary"})).out;
  EXPECT_EQ(old.find("Customer.io"), std::string::npos) << old;
  EXPECT_NE(old.find("Google Analytics 4: events of " + day(3) + " are older than 72 h"), std::string::npos) << old;
}

TEST_F(BackfillEffects, ExcludeCompleteDaysUnlessResent) {
  EXPECT_EQ(job()(range(1, 0)).exit_code, 0);
  EXPECT_EQ(job()(range(1, 0)).err.find(warning), std::string::npos) << "nothing is sent";
  const auto more = job()(range(2, 0));
  EXPECT_EQ(more.err.find("Customer.io"), std::string::npos) << "the young days were sent before: " << more.err;
  EXPECT_NE(more.err.find("Google Analytics 4: events of " + day(2)), std::string::npos) << more.err;
  EXPECT_EQ(count(job()(range(1, 0, {"--resend"})).err, "Customer.io: events of 2 days"), 2U);
}

TEST_F(BackfillEffects, AreNotReportedForRunsAndFiles) {
  EXPECT_EQ(job()({"run"}).err.find(warning), std::string::npos);
  EXPECT_EQ(job()({"run", "--date", day(4), "--dry-run", "--format", "summary"}).out.find("warning"),
            std::string::npos);
  const Job to_file = Job(database).set("sink.preset", "file").set("sink.path", "-").set("job.settle", "0s");
  EXPECT_EQ(to_file({"migrate", "--accept-change"}).exit_code, 0);
  const auto file = to_file(range(2, 1));
  EXPECT_EQ(file.exit_code, 0) << file.err;
  EXPECT_EQ(file.err.find(warning), std::string::npos);
}

TEST_F(BackfillEffects, HaveAnotherHintForJitsu) {
  const auto dry = Job(database)
                       .to(receiver.url())
                       .set("sink.preset", "jitsu")
                       .set("sink.write_key", "id:secret")
                       .set("job.settle", "0s")(range(2, 2));
  EXPECT_NE(dry.err.find("stop and pause their connections, because Jitsu ignores integrations"), std::string::npos)
      << dry.err;
}

}  // namespace
}  // namespace sent::tests
