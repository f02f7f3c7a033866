// SPDX-License-Identifier: Apache-2.0

// The rules of config/tracking-plan, and which rules are refused.

#include "tracking_plan/tracking_plan.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "model/failure.hpp"
#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "tracking_plan/event_check.hpp"
#include "tracking_plan/schema/keywords.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

const tracking_plan::TrackingPlan& plan() {
  static const tracking_plan::TrackingPlan built_in = tracking_plan::load_tracking_plan("");
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

const std::string good_rule =
    R"({"key": "Went Home", "type": "TRACK", "version": 2, "jsonSchema": {"type": "object"}})";

std::string error_of(const std::string& rule) {
  try {
    (void)tracking_plan::parse_rule(rule, "rule.json");
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    return failure.what();
  }
  return "none";
}

std::string with(const Json& patch) {
  Json rule = Json::parse(good_rule);
  rule.merge_patch(patch);
  return rule.dump();
}

TEST(Rule, AnotherShapeIsRefused) {
  EXPECT_EQ(error_of(good_rule), "none");
  EXPECT_EQ(error_of("{"), "rule.json: at byte 2: not valid JSON");
  EXPECT_EQ(error_of("[]"), "rule.json: must be an object with key, type, version and jsonSchema");
  EXPECT_EQ(error_of(with({{"key", nullptr}})),
            "rule.json: key is missing: must be an object with key, type, version and jsonSchema");
  EXPECT_EQ(error_of(with({{"label", 1}})),
            "rule.json: unknown member label: must be an object with key, type, version and jsonSchema");
  EXPECT_EQ(error_of(with({{"key", ""}})), "rule.json: key: must be the name of an event");
  EXPECT_EQ(error_of(with({{"type", "IDENTIFY"}})),
            "rule.json: type: must be TRACK; rules for other calls are not supported");
  for (const Json& version : {Json(0), Json(1.5), Json("1"), Json(std::uint64_t{1} << 63U)}) {
    EXPECT_EQ(error_of(with({{"version", version}})), "rule.json: version: must be a whole number from 1 to 1000000");
  }
  EXPECT_EQ(error_of(with({{"jsonSchema", 3}})), "rule.json: jsonSchema: must be an object");
  EXPECT_EQ(error_of(with({{"jsonSchema", {{"$schema", "https://json-schema.org/draft/2020-12/schema"}}}})),
            "rule.json: jsonSchema/$schema: must be draft-07");
  EXPECT_EQ(error_of(with({{"jsonSchema", {{tracking_plan::schema::legacy_names_keyword, "Left"}}}})),
            "rule.json: jsonSchema/x-legacy-names: must be a list of names");
}

TEST(Rule, InvalidSchemaIsRefusedWithItsPlace) {
  const auto within = [](const Json& schema) {
    return error_of(with(
        {{"jsonSchema", {{"properties", {{"properties", {{"type", "object"}, {"properties", {{"a", schema}}}}}}}}}}));
  };
  const std::string place = "rule.json: at /jsonSchema/properties/properties/properties/a: ";
  EXPECT_TRUE(within({{"type", "text"}}).starts_with(place + "not a draft-07 schema: ")) << within({{"type", "text"}});
  EXPECT_EQ(within({{"$ref", "#/definitions/a"}}), place + "$ref is not supported");
  EXPECT_TRUE(within({{"pattern", "("}}).starts_with(place));
  EXPECT_EQ(within({{"type", "integer"}, {"examples", {1, "one"}}}),
            "rule.json: an example violates its schema, /jsonSchema/properties/properties/properties/a: expected "
            "integer; found \"one\"");
}

TEST(Rule, MistakesThatDisableACheckAreRefused) {
  EXPECT_EQ(error_of(with({{"jsonSchema", {{"requird", {"a"}}}}})),
            "rule.json: jsonSchema: unknown keyword requird; did you mean required?");
  EXPECT_EQ(
      error_of(with({{"jsonSchema", {{"properties", {{"properties", {{"properties", {{"a", {{"minimun", 1}}}}}}}}}}}})),
      "rule.json: jsonSchema: unknown keyword minimun; did you mean minimum?");
  EXPECT_EQ(error_of(with(
                {{"jsonSchema",
                  {{"x-owner", "a"}, {"example", 1}, {"deprecated", true}, {"id", "b"}, {"labels", {{"typ", "c"}}}}}})),
            "none");
  EXPECT_EQ(
      error_of(
          R"({"key": "A", "type": "TRACK", "version": 1, "jsonSchema": {"properties": {"a": {}, "b": {}, "a": {"type": "string"}}}})"),
      "rule.json: an object contains \"a\" twice");
}

struct PlanFolder : testing::Test {
  void write(const std::string& name, const std::string& text) { std::ofstream(folder.file(name)) << text; }
  std::string error() {
    try {
      (void)tracking_plan::load_tracking_plan(folder.path().string());
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.code(), ExitCode::usage);
      EXPECT_NE(failure.hint(), "");
      return failure.what();
    }
    return "none";
  }
  TemporaryDirectory folder;
};

TEST_F(PlanFolder, ReplacesTheBuiltInPlan) {
  write("a.json", good_rule);
  write("README.md", "not a rule");
  const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(folder.path().string());
  ASSERT_EQ(plan.rules().size(), 1U);
  EXPECT_EQ(plan.rules()[0].version, 2);
  EXPECT_EQ(plan.rules()[0].stage, "other");
}

TEST_F(PlanFolder, EveryWrongFileIsReported) {
  write("a.json", "{");
  write("b.json", good_rule);
  write("c.json", "[]");
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: {}: at byte 2: not valid JSON\n"
                                 "  {}: must be an object with key, type, version and jsonSchema",
                                 folder.file("a.json"), folder.file("c.json")));
}

TEST_F(PlanFolder, EachNameMayAppearOnce) {
  write("a.json", good_rule);
  write("b.json", good_rule);
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: \"Went Home\" appears more than once: {}, {}",
                                 folder.file("a.json"), folder.file("b.json")));
  write("b.json",
        with({{"key", "Left"}, {"jsonSchema", {{tracking_plan::schema::legacy_names_keyword, {"Went Home"}}}}}));
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: \"Went Home\" appears more than once: {}, {}",
                                 folder.file("a.json"), folder.file("b.json")));
  write("b.json",
        with({{"key", "Left"}, {"jsonSchema", {{tracking_plan::schema::legacy_names_keyword, {"Gone", "Gone"}}}}}));
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: \"Gone\" appears more than once: {}, {}",
                                 folder.file("b.json"), folder.file("b.json")));
}

TEST_F(PlanFolder, RulesAreOrderedByStage) {
  for (const char* const stage : {"stage 10", "other", "stage 2", "retention"}) {
    write(std::string(stage) + ".json", with({{"key", stage}, {"jsonSchema", {{"labels", {{"stage", stage}}}}}}));
  }
  Names names;
  const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(folder.path().string());
  for (const tracking_plan::Rule& rule : plan.rules()) names.push_back(rule.key);
  EXPECT_EQ(names, (Names{"retention", "stage 2", "stage 10", "other"}));
}

TEST_F(PlanFolder, HiddenAndSpecialFilesAreIgnored) {
  write("a.json", good_rule);
  write("._b.json", "of another system");
  ASSERT_EQ(::mkfifo(folder.file("c.json").c_str(), 0600), 0);
  EXPECT_EQ(tracking_plan::load_tracking_plan(folder.path().string()).rules().size(), 1U);
}

TEST_F(PlanFolder, MustExistAndContainARule) {
  EXPECT_EQ(error(), fmt::format("reading the tracking plan in \"{}\": the folder contains no *.json file",
                                 folder.path().string()));
  std::filesystem::remove_all(folder.path());
  EXPECT_EQ(error(),
            fmt::format("reading the tracking plan in \"{}\": No such file or directory", folder.path().string()));
}

}  // namespace
}  // namespace sent::tests
