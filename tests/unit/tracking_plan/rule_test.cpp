// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/rule.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "model/failure.hpp"
#include "support/samples/sample_rule.hpp"
#include "tracking_plan/schema/keywords.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

std::string error_of(const std::string& rule) {
  try {
    (void)tracking_plan::parse_rule(rule, "rule.json");
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    return failure.what();
  }
  return "none";
}

TEST(Rule, AnotherShapeIsRefused) {
  EXPECT_EQ(error_of(good_rule), "none");
  EXPECT_EQ(error_of("{"), "rule.json: at byte 2: not valid JSON");
  EXPECT_EQ(error_of("[]"), "rule.json: must be an object with key, type, version and jsonSchema");
  EXPECT_EQ(error_of(rule_with({{"key", nullptr}})),
            "rule.json: key is missing: must be an object with key, type, version and jsonSchema");
  EXPECT_EQ(error_of(rule_with({{"label", 1}})),
            "rule.json: unknown member label: must be an object with key, type, version and jsonSchema");
  EXPECT_EQ(error_of(rule_with({{"key", ""}})), "rule.json: key: must be the name of an event");
  EXPECT_EQ(error_of(rule_with({{"type", "IDENTIFY"}})),
            "rule.json: type: must be TRACK; rules for other calls are not supported");
  for (const Json& version : {Json(0), Json(1.5), Json("1"), Json(std::uint64_t{1} << 63U)}) {
    EXPECT_EQ(error_of(rule_with({{"version", version}})),
              "rule.json: version: must be a whole number from 1 to 1000000");
  }
  EXPECT_EQ(error_of(rule_with({{"jsonSchema", 3}})), "rule.json: jsonSchema: must be an object");
  EXPECT_EQ(error_of(rule_with({{"jsonSchema", {{"$schema", "https://json-schema.org/draft/2020-12/schema"}}}})),
            "rule.json: jsonSchema/$schema: must be draft-07");
  EXPECT_EQ(error_of(rule_with({{"jsonSchema", {{tracking_plan::schema::legacy_names_keyword, "Left"}}}})),
            "rule.json: jsonSchema/x-legacy-names: must be a list of names");
}

TEST(Rule, InvalidSchemaIsRefusedWithItsPlace) {
  const auto within = [](const Json& schema) {
    return error_of(rule_with(
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
  EXPECT_EQ(error_of(rule_with({{"jsonSchema", {{"requird", {"a"}}}}})),
            "rule.json: jsonSchema: unknown keyword requird; did you mean required?");
  EXPECT_EQ(error_of(rule_with(
                {{"jsonSchema", {{"properties", {{"properties", {{"properties", {{"a", {{"minimun", 1}}}}}}}}}}}})),
            "rule.json: jsonSchema: unknown keyword minimun; did you mean minimum?");
  EXPECT_EQ(error_of(rule_with(
                {{"jsonSchema",
                  {{"x-owner", "a"}, {"example", 1}, {"deprecated", true}, {"id", "b"}, {"labels", {{"typ", "c"}}}}}})),
            "none");
  EXPECT_EQ(
      error_of(
          R"({"key": "A", "type": "TRACK", "version": 1, "jsonSchema": {"properties": {"a": {}, "b": {}, "a": {"type": "string"}}}})"),
      "rule.json: an object contains \"a\" twice");
}

}  // namespace
}  // namespace sent::tests
