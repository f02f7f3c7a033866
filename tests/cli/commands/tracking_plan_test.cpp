// SPDX-License-Identifier: Apache-2.0

// The `plan` commands, and the job's check of its own events.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

ProgramResult plan(Arguments arguments) {
  arguments.insert(arguments.begin(), "plan");
  return run_program(arguments);
}

TEST(PlanCommands, PrintTheBuiltInPlan) {
  const auto list = plan({"list"});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_EQ(list.out, read_project_file("tests/golden/plan-list.txt"));
  EXPECT_EQ(list.err, "");
  const auto show = plan({"show", "Sent Source Data"});
  EXPECT_EQ(show.exit_code, 0) << show.err;
  EXPECT_TRUE(read_project_file("tests/golden/plan-show.txt").starts_with(show.out));
  EXPECT_EQ(plan({"export", "--format", "markdown"}).out, read_project_file("docs/tracking-plan-events.md"));
  EXPECT_EQ(Json::parse(plan({"export", "--format", "segment"}).out)["rules"].size(), 13U);
  EXPECT_EQ(Json::parse(plan({"export", "--format", "json-schema"}).out)["allOf"].size(), 13U);
}

TEST(PlanCommands, ExplainWrongArguments) {
  const auto unknown = plan({"show", "Signup"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.err.find("looking up \"Signup\": the tracking plan has no such event exit_code=2\n  hint: did you "
                             "mean \"Signed Up\"?\n"),
            std::string::npos)
      << unknown.err;
  EXPECT_EQ(plan({}).exit_code, 2);
  EXPECT_EQ(plan({"show"}).exit_code, 2);
  EXPECT_EQ(plan({"export"}).exit_code, 2);
  EXPECT_EQ(plan({"export", "--format", "yaml"}).exit_code, 2);
  EXPECT_NE(plan({"export", "--format", "yaml"}).err.find("segment, json-schema, markdown"), std::string::npos);
  EXPECT_EQ(plan({"list", "--set", "plan.directory=/nowhere"}).exit_code, 2);
  EXPECT_EQ(plan({"validate", "/nowhere"}).exit_code, 2);
  EXPECT_EQ(plan({"validate", "/"}).exit_code, 2);
  EXPECT_NE(plan({"validate", "/"}).err.find("opening \"/\": Is a directory exit_code=2\n  hint: "), std::string::npos);
  EXPECT_NE(plan({"--help"}).out.find("validate"), std::string::npos);
}

struct PlanValidate : testing::Test {
  ProgramResult validate(const std::string& text) {
    std::ofstream(folder.file("events.ndjson"), std::ios::binary) << text;
    return plan({"validate", folder.file("events.ndjson")});
  }
  TemporaryDirectory folder;
};

TEST_F(PlanValidate, AcceptsTheExamplesOfThePlan) {
  const auto result = validate(read_project_file("tests/golden/plan-examples.ndjson"));
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(result.err.starts_with("lines       11\nviolations  0\nin the plan\n          1  Created Organization\n"))
      << result.err;
}

TEST_F(PlanValidate, PrintsEachViolationOnItsLine) {
  const auto result = validate(
      "\r\n{\"event\": \"Signed Up\", \"properties\": {\"userLogin\": \"a\", \"type\": 3}}\r\n\n"
      "{\"type\": \"track\", \"event\": \"Created a Source\", \"properties\": {\"ownerId\": \"a\", \"sourceId\": "
      "\"b\", \"sourceSlug\": \"c\"}}\n"
      "{\"type\": \"page\", \"name\": \"Home\"}\nno\0event\n{\"event\": \"Went Home\"}");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out,
            "2: Signed Up: /properties/type: expected one of \"organic\", \"invite\"; found 3\n"
            "4: Created a Source: /event: expected \"Created Source\"; found its legacy name \"Created a Source\"\n"
            "6: -: the event: expected JSON; found an error at byte 2\n");
}

// Lines may contain a zero byte, be longer than any event, or have no line break at the end.
TEST_F(PlanValidate, ContinuesAfterAnUnreadableLine) {
  using namespace std::string_literals;
  const auto result = validate("no\0event\n"s + std::string(17'000'000, ' ') + "{}\n{\"event\": \"Went Home\"}");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out,
            "1: -: the event: expected JSON; found an error at byte 2\n"
            "2: -: the event: expected at most 16777216 bytes; found more\n"
            "3: Went Home: /event: expected an event of the plan; found \"Went Home\"\n");
}

TEST_F(PlanValidate, AcceptsAnEmptyFile) {
  const auto result = validate("");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "lines       0\nviolations  0\n");
}

// Events of the sample, and a plan that allows only short source names.
struct TrackingPlanInAJob : testing::Test {
  TrackingPlanInAJob() {
    database.load_sample(sample_day);
    for (const auto& file : std::filesystem::directory_iterator(SENT_ROOT "/config/tracking-plan")) {
      std::filesystem::copy_file(file.path(), folder.path() / file.path().filename());
    }
  }
  // Merges `properties` into those of the rule.
  void change(const Json& properties) {
    const std::string file = folder.file("sent-source-data.json");
    Json rule = Json::parse(read_project_file("config/tracking-plan/sent-source-data.json"));
    rule["jsonSchema"]["properties"]["properties"].merge_patch(properties);
    std::ofstream(file) << rule.dump(2);
  }
  void allow_short_slugs_only() { change({{"properties", {{"sourceSlug", {{"pattern", "^.{1,14}$"}}}}}}); }
  Job job() { return Job(database).to(receiver).set("plan.directory", folder.path().string()); }

  TestDatabase database;
  Receiver receiver;
  TemporaryDirectory folder;
  const Arguments run{"run", "--date", sample_day};
  const std::string reason =
      "tracking plan: /properties/sourceSlug: expected string, matching ^.{1,14}$; found \"weekend project\"";
};

TEST_F(TrackingPlanInAJob, SampleEventsSatisfyTheBuiltInPlan) {
  const auto printed =
      Job(database).set("event.extra_properties", "date,ownerType")({"run", "--date", sample_day, "--dry-run"});
  std::ofstream(folder.file("events.ndjson")) << printed.out;
  const auto result = plan({"validate", folder.file("events.ndjson")});
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_NE(result.err.find("lines       51\n"), std::string::npos) << result.err;
}

TEST_F(TrackingPlanInAJob, OnlyViolatingSourcesAreRejected) {
  allow_short_slugs_only();
  const auto result = job()(run);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(receiver.events().size(), 50U);
  EXPECT_EQ(database.value("select string_agg(source_id || ' ' || user_id || ' ' || status || ' ' || reason, '|') from "
                           "sent_source_data.rejected_events"),
            "solo-1 solo 0 " + reason);
  EXPECT_EQ(database.value("select planned || ' ' || delivered || ' ' || rejected from sent_source_data.chunks"),
            "51 50 1");
  EXPECT_NE(result.err.find("violation=\"/properties/sourceSlug: expected string, matching ^.{1,14}$\" times=1 "
                            "example=solo-1 found=\"\\\"weekend project\\\"\""),
            std::string::npos)
      << result.err;
}

TEST_F(TrackingPlanInAJob, ADryRunReportsViolationsAndPrintsTheOtherEvents) {
  allow_short_slugs_only();
  const auto result = job()({"run", "--date", sample_day, "--dry-run"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(lines_of(result.out).size(), 50U);
  EXPECT_EQ(result.out.find("weekend project"), std::string::npos);
  EXPECT_NE(result.err.find("events      51, 1 in violation of the tracking plan\n"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("example=solo-1"), std::string::npos) << result.err;
}

TEST_F(TrackingPlanInAJob, AFilteredRunLogsTheReason) {
  allow_short_slugs_only();
  const auto result = job()({"run", "--date", sample_day, "--source", "solo-1"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_NE(result.err.find("event rejected source=solo-1 user=solo because=\"tracking plan: /properties/sourceSlug"),
            std::string::npos)
      << result.err;
}

// The source that violates the plan has no event for this user.
TEST_F(TrackingPlanInAJob, AFilteredRunIgnoresOtherSources) {
  allow_short_slugs_only();
  const auto result = job()({"run", "--date", sample_day, "--user", "ada"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err.find("tracking plan"), std::string::npos) << result.err;
}

TEST_F(TrackingPlanInAJob, AReplayDeliversTheRestOnceThePlanIsFixed) {
  allow_short_slugs_only();
  EXPECT_EQ(job()(run).exit_code, 3);
  EXPECT_EQ(job()({"replay"}).exit_code, 3) << "the plan has not changed";
  EXPECT_EQ(receiver.events().size(), 50U);
  EXPECT_EQ(database.value("select status || ' ' || reason from sent_source_data.rejected_events"), "0 " + reason);
  change(Json::object());
  EXPECT_EQ(job()({"replay"}).exit_code, 0);
  EXPECT_EQ(receiver.events().size(), 51U);
  EXPECT_EQ(job()(run).exit_code, 0);
}

// If no source satisfies the plan, every event is kept with its reason until the plan is fixed.
TEST_F(TrackingPlanInAJob, APlanMayRejectEveryEvent) {
  change({{"required", {"sourceId", "team"}}});
  EXPECT_EQ(job()(run).exit_code, 3);
  EXPECT_EQ(receiver.requests().size(), 0U);
  EXPECT_EQ(database.value("select count(*) || ' ' || min(reason) from sent_source_data.rejected_events"),
            "51 tracking plan: /properties/team: expected a value; found nothing");
}

TEST_F(TrackingPlanInAJob, APlanWithoutTheEventIsRefused) {
  std::filesystem::remove(folder.path() / "sent-source-data.json");
  for (const Arguments& arguments : {run, Arguments{"run", "--dry-run"}, Arguments{"replay"}}) {
    const auto result = job()(arguments);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find("looking up \"Sent Source Data\": the tracking plan has no such event"),
              std::string::npos)
        << result.err;
  }
  EXPECT_EQ(receiver.requests().size(), 0U);
}

}  // namespace
}  // namespace sent::tests
