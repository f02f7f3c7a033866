// SPDX-License-Identifier: Apache-2.0

// The rules of config/tracking-plan.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "support/files/golden.hpp"
#include "tracking_plan/event_check.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

const tracking_plan::TrackingPlan& plan() {
  static const tracking_plan::TrackingPlan built_in = tracking_plan::load_tracking_plan(std::nullopt);
  return built_in;
}

// The example calls of the tracking plan's text, with its present names.
std::map<std::string, Json> examples() {
  std::map<std::string, Json> found;
  std::istringstream lines(read_project_file("tests/golden/plan-examples.ndjson"));
  for (std::string line; std::getline(lines, line);) {
    const Json event = Json::parse(line);
    found[event["event"]] = event;
  }
  return found;
}

const Json& properties_schema(const tracking_plan::Rule& rule) {
  static std::map<std::string, Json> schemas;
  return schemas[rule.key] = Json(rule.schema())["properties"]["properties"];
}

std::vector<tracking_plan::schema::Violation> violations(const Json& event) {
  static tracking_plan::EventCheck check(plan());
  return check.check(event.dump()).violations;
}

TEST(BuiltInPlan, HasARuleForEachEventOfThePlan) {
  Names names;
  for (const tracking_plan::Rule& rule : plan().rules()) names.push_back(rule.stage + ": " + rule.key);
  EXPECT_EQ(names, (Names{"core lifecycle 1: Signed Up", "core lifecycle 2: Created Source",
                          "core lifecycle 3: Sent Source Data", "core lifecycle 4: Enabled Destination",
                          "core lifecycle 5: Started Subscription", "core lifecycle 6: Upgraded Subscription",
                          "core lifecycle 7: Downgraded Subscription", "other: Created Organization",
                          "other: Debugger Call Expanded", "other: Disabled Destination", "other: Edited Destination",
                          "other: Invited User", "other: Viewed Destination"}));
}

TEST(BuiltInPlan, MatchesTheFilesInConfig) {
  const std::filesystem::path folder = SENT_ROOT "/config/tracking-plan";
  const tracking_plan::TrackingPlan read = tracking_plan::load_tracking_plan(folder.string());
  ASSERT_EQ(read.rules().size(), plan().rules().size());
  for (std::size_t i = 0; i < read.rules().size(); ++i) {
    EXPECT_EQ(read.rules()[i].json, plan().rules()[i].json);
    std::string file = read.rules()[i].key + ".json";
    for (char& c : file) c = c == ' ' ? '-' : static_cast<char>(std::tolower(c));
    EXPECT_TRUE(std::filesystem::exists(folder / file)) << file;
  }
}

TEST(BuiltInPlan, KnowsTheLegacyNames) {
  EXPECT_EQ(plan().find_legacy("Signup")->key, "Signed Up");
  EXPECT_EQ(plan().find_legacy("Created a Source")->key, "Created Source");
  EXPECT_EQ(plan().find_legacy("Created an Organization")->key, "Created Organization");
  EXPECT_EQ(plan().find_legacy("Enabled destination")->key, "Enabled Destination");
  EXPECT_EQ(plan().find_legacy("Signed Up"), nullptr);
}

// Examples are checked against their schema when a rule is read.
TEST(BuiltInPlan, EachPropertyHasATypeDescriptionAndExample) {
  for (const tracking_plan::Rule& rule : plan().rules()) {
    EXPECT_TRUE(rule.description.ends_with(".")) << rule.key;
    for (const char* const kind : {"properties", "patternProperties"}) {
      const Json properties = properties_schema(rule).value(kind, Json::object());
      for (const auto& [name, schema] : properties.items()) {
        EXPECT_TRUE(schema.contains("type")) << rule.key << " " << name;
        EXPECT_TRUE(schema.value("description", "").ends_with(".")) << rule.key << " " << name;
        EXPECT_FALSE(schema.value("examples", Json::array()).empty()) << rule.key << " " << name;
      }
    }
  }
}

TEST(BuiltInPlan, AllowsOtherPropertiesOnlyIfItListsNone) {
  const auto listed = examples();
  for (const tracking_plan::Rule& rule : plan().rules()) {
    EXPECT_EQ((tracking_plan::expectation_of_others(rule) == "anything"), !listed.contains(rule.key)) << rule.key;
    EXPECT_EQ(tracking_plan::properties_of(rule).empty(), (tracking_plan::expectation_of_others(rule) == "anything"))
        << rule.key;
    if (!(tracking_plan::expectation_of_others(rule) == "anything")) continue;
    EXPECT_NE(properties_schema(rule).value("description", "").find("lists no properties"), std::string::npos)
        << rule.key;
    EXPECT_TRUE(violations({{"event", rule.key}, {"properties", {{"whatever", 1}}}}).empty());
    EXPECT_TRUE(violations({{"event", rule.key}}).empty());
  }
}

TEST(BuiltInPlan, HasTheExamplesOfThePlansText) {
  for (const auto& [event, example] : examples()) {
    const Json& schema = properties_schema(*plan().find(event));
    for (const auto& [name, value] : example["properties"].items()) {
      if (schema["properties"].contains(name)) {
        EXPECT_EQ(schema["properties"][name]["examples"][0], value) << event << " " << name;
      }
    }
  }
}

TEST(BuiltInPlan, AcceptsTheExamplesOfThePlansText) {
  EXPECT_EQ(examples().size(), 11U);
  for (const auto& [event, example] : examples()) EXPECT_TRUE(violations(example).empty()) << event;
}

// A value of a type that the property does not have.
Json other_type(const Json& schema) {
  const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
  return std::ranges::find(types, "boolean") == types.end() ? Json(true) : Json("true");
}

const Json& schema_of(const Json& properties, const std::string& name) {
  if (properties["properties"].contains(name)) return properties["properties"][name];
  for (const auto& [pattern, schema] : properties["patternProperties"].items()) {
    const std::string prefix = pattern.substr(1, pattern.find('(') - 1);
    if (name.starts_with(prefix)) return schema;
  }
  throw std::logic_error(name + " is in no rule");
}

void expect_violation(const Json& event, const std::string& pointer) {
  const auto found = violations(event);
  ASSERT_EQ(found.size(), 1U) << event;
  EXPECT_EQ(found[0].pointer, pointer) << tracking_plan::schema::describe(found[0]);
}

TEST(BuiltInPlan, RejectsEachExampleWithOnePropertyChanged) {
  int mutations = 0;
  for (const auto& [event, example] : examples()) {
    const Json& rule = properties_schema(*plan().find(event));
    for (const auto& [name, value] : example["properties"].items()) {
      const std::string pointer = "/properties/" + name;
      Json changed = example;
      changed["properties"][name] = other_type(schema_of(rule, name));
      expect_violation(changed, pointer);
      ++mutations;
      changed = example;
      changed["properties"].erase(name);
      const Json& required = rule["required"];
      if (std::ranges::find(required, Json(name)) == required.end()) {
        EXPECT_TRUE(violations(changed).empty()) << changed;
      } else {
        expect_violation(changed, pointer);
      }
    }
    Json more = example;
    more["properties"]["notPlanned"] = 1;
    expect_violation(more, "/properties/notPlanned");
  }
  EXPECT_EQ(mutations, 68);
}

Json sent_source_data(const std::string& name, const Json& value) {
  Json event = examples().at("Sent Source Data");
  event["properties"][name] = value;
  return event;
}

TEST(BuiltInPlan, ChecksTheTypesOfPropertyPatterns) {
  for (const auto& [name, good, bad] :
       std::vector<std::tuple<std::string, Json, Json>>{{"methodDelete", 0, -1},
                                                        {"methodDelete", 5, "5"},
                                                        {"methodDelete", 5, 0.5},
                                                        {"method2", 1, nullptr},
                                                        {"methodÉtat", 1, true},
                                                        {"libraryNode", 1, 0},
                                                        {"libraryReactNative", 9007199254740993, "1"},
                                                        {"libraryOther", 1, nullptr},
                                                        {"library日本", 1, true},
                                                        {"destinationVero", true, false},
                                                        {"destinationVero", true, 1},
                                                        {"destination9", true, "true"},
                                                        {"destinationÉcole", true, nullptr}}) {
    EXPECT_TRUE(violations(sent_source_data(name, good)).empty()) << name << good;
    expect_violation(sent_source_data(name, bad), "/properties/" + name);
  }
  for (const char* const name :
       {"method", "methodtrack", "library_ios", "destination-vero", "Destination", "callsDaily"}) {
    expect_violation(sent_source_data(name, 1), std::string("/properties/") + name);
  }
}

TEST(BuiltInPlan, ChecksAllowedValues) {
  Json invited = examples().at("Invited User");
  for (const char* const type : {"source", "organization", "referral"}) {
    invited["properties"]["inviteType"] = type;
    EXPECT_TRUE(violations(invited).empty()) << type;
  }
  invited["properties"]["inviteType"] = "friend";
  expect_violation(invited, "/properties/inviteType");
}

TEST(BuiltInPlan, GroupIdMustNotBeEmpty) {
  for (auto [event, example] : examples()) {
    example["context"] = {{"groupId", "aef6d5f6e"}, {"ip", "127.0.0.1"}};
    EXPECT_TRUE(violations(example).empty()) << event;
    example["context"] = {{"groupId", ""}};
    expect_violation(example, "/context/groupId");
  }
}

}  // namespace
}  // namespace sent::tests
