// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <sstream>

#include "support/golden.hpp"
#include "tracking_plan/documents.hpp"
#include "tracking_plan/schema/schema.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

const tracking_plan::TrackingPlan& plan() {
  static const tracking_plan::TrackingPlan built_in = tracking_plan::load_tracking_plan("");
  return built_in;
}

std::set<std::string> keys(const Json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.items()) names.insert(name);
  return names;
}

// What Segment's Public API takes: PUT /tracking-plans/{id}/rules.
TEST(SegmentDocument, HasTheExactShapeOfThePublicApi) {
  const Json document = Json::parse(tracking_plan::segment_document(plan()));
  EXPECT_EQ(keys(document), std::set<std::string>{"rules"});
  ASSERT_EQ(document["rules"].size(), 13U);
  std::set<std::string> names;
  for (const Json& rule : document["rules"]) {
    EXPECT_EQ(keys(rule), (std::set<std::string>{"key", "type", "version", "jsonSchema"}));
    EXPECT_TRUE(rule["key"].is_string());
    EXPECT_EQ(rule["type"], "TRACK");
    EXPECT_EQ(rule["version"], 1);
    const Json& schema = rule["jsonSchema"];
    EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    EXPECT_EQ(schema["type"], "object");
    EXPECT_EQ(keys(schema["properties"]), (std::set<std::string>{"context", "properties", "traits"}));
    EXPECT_EQ(schema["properties"]["properties"]["type"], "object");
    // Typewriter looks elsewhere for the properties when this is there.
    EXPECT_FALSE(schema.contains("eventMetadata"));
    // Segment takes no negative look-ahead.
    EXPECT_EQ(rule.dump().find("(?!"), std::string::npos);
    for (const auto& [label, value] : schema["labels"].items()) EXPECT_TRUE(value.is_string()) << label;
    names.insert(rule["key"]);
  }
  EXPECT_EQ(names.size(), 13U);
}

// So the properties come in the plan's order wherever they are shown.
TEST(SegmentDocument, KeepsTheOrderOfTheFiles) {
  const std::string text = tracking_plan::segment_document(plan());
  EXPECT_LT(text.find("\"userLogin\""), text.find("\"organizationId\""));
}

TEST(JsonSchemaDocument, IsOneSchemaForAllEvents) {
  tracking_plan::schema::Schema schema(Json::parse(tracking_plan::json_schema_document(plan())));
  std::istringstream lines(read_project_file("tests/golden/plan-examples.ndjson"));
  int examples = 0;
  for (std::string line; std::getline(lines, line); ++examples) {
    Json event = Json::parse(line);
    std::vector<tracking_plan::schema::Violation> violations;
    schema.check(event, "", violations);
    EXPECT_TRUE(violations.empty()) << line;
    for (const std::string& name : keys(event["properties"])) {
      Json changed = event;
      changed["properties"][name] = Json::array();
      violations.clear();
      schema.check(changed, "", violations);
      ASSERT_EQ(violations.size(), 1U) << changed;
      EXPECT_EQ(violations[0].pointer, "/properties/" + name);
    }
  }
  EXPECT_EQ(examples, 11);
  std::vector<tracking_plan::schema::Violation> violations;
  schema.check({{"event", "Signup"}}, "", violations);
  EXPECT_EQ(violations.size(), 1U);
}

TEST(MarkdownDocument, IsThePageInDocs) {
  expect_golden("docs/tracking-plan-events.md", tracking_plan::markdown_document(plan()));
}

TEST(PlanList, ShowsAnEventALine) { expect_golden("tests/golden/plan-list.txt", tracking_plan::list_of(plan())); }

TEST(PlanTable, ShowsThePropertiesOfAnEvent) {
  expect_golden("tests/golden/plan-show.txt", tracking_plan::table_of(plan().at("Sent Source Data")) + "\n" +
                                                  tracking_plan::table_of(plan().at("Signed Up")) + "\n" +
                                                  tracking_plan::table_of(plan().at("Edited Destination")));
}

// Whatever a team writes into its rules.
TEST(PlanDocuments, KeepForeignTextInItsCell) {
  const tracking_plan::TrackingPlan foreign({tracking_plan::parse_rule(
      R"({"key": "A|B\nC", "type": "TRACK", "version": 1, "jsonSchema": {"description": "x|y\nz",
      "properties": {"properties": {"type": "object", "properties": {"p|q": {"pattern": "^a|b$", "description": "<b>|\n", "examples": ["a|b"]}}}}}})",
      "foreign")});
  EXPECT_EQ(tracking_plan::markdown_document(foreign),
            "# Tracking plan\n\nEvery event, in the order of its lifecycle. Made by `sent-source-data plan export "
            "--format markdown`.\n"
            "\n## A\\|B C\n\nx\\|y z\n\nStage: other. Version 1. Other properties are accepted.\n\n"
            "| property | value | required | description | example |\n|---|---|---|---|---|\n"
            "| `p\\|q` | anything, matching ^a\\|b$ |  | \\<b>\\|  | `\"a\\|b\"` |\n");
  EXPECT_TRUE(tracking_plan::table_of(foreign.rules()[0]).starts_with("A|B\\nC\nx|y z\n\nstage"));
}

}  // namespace
}  // namespace sent::tests
