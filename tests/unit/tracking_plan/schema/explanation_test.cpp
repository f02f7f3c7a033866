// SPDX-License-Identifier: Apache-2.0

// valijson reports errors as English sentences. These tests pin the sentences that explanation.cpp recognizes: if a new
// version of valijson words one differently, they fail.

#include "tracking_plan/schema/explanation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tracking_plan/schema/value_schema.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;
using Context = std::vector<std::string>;

std::vector<tracking_plan::schema::LibraryError> library_errors(const Json& schema, const Json& value) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  valijson::Schema compiled;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(schema), compiled);
  valijson::ValidationResults results;
  EXPECT_FALSE(valijson::Validator().validate(compiled, Adapter(value), &results)) << schema << value;
  std::vector<tracking_plan::schema::LibraryError> errors;
  for (const auto& error : results) errors.push_back({error.context, error.description});
  return errors;
}

struct Pinned {
  const char* schema;
  const char* value;
  Context context;
  const char* description;
};

void expect_pinned(const Pinned& pinned) {
  const auto errors = library_errors(Json::parse(pinned.schema), Json::parse(pinned.value));
  const bool found = std::ranges::any_of(errors, [&](const tracking_plan::schema::LibraryError& error) {
    return error.context == pinned.context && error.description == pinned.description;
  });
  EXPECT_TRUE(found) << pinned.schema << ": " << pinned.description;
  for (const auto& error : errors) {
    if (!found) ADD_FAILURE() << error.context.size() << " " << error.context.back() << ": " << error.description;
  }
}

const Context root{"<root>"};

TEST(Explanation, LibraryNamesTheProperty) {
  expect_pinned({R"({"additionalProperties": false})", R"({"it's": 1})", root,
                 "Object contains a property that could not be validated using 'properties' or 'additionalProperties' "
                 "constraints: 'it's'."});
  expect_pinned({R"({"required": ["a"]})", "{}", root, "Missing required property 'a'."});
  expect_pinned({R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})", root, "Missing dependency 'b'."});
}

// These sentences say that a part of the value is wrong; another error is about the part itself.
TEST(Explanation, LibraryReportsConsequences) {
  for (const Pinned& pinned : std::vector<Pinned>{
           {R"({"properties": {"p": {"type": "integer"}}})", R"({"p": "x"})", root,
            "Failed to validate against schema associated with property name 'p'."},
           {R"({"patternProperties": {"^p": {"type": "integer"}}})", R"({"p": "x"})", root,
            "Failed to validate against schema associated with pattern '^p'."},
           {R"({"additionalProperties": {"type": "integer"}})", R"({"p": "x"})", root,
            "Failed to validate against additional properties schema"},
           {R"({"items": {"type": "integer"}})", R"(["x"])", root, "Failed to validate item #0 in array."},
           {R"({"dependencies": {"a": {"required": ["b"]}}})", R"({"a": 1})", root,
            "Failed to validate against dependent schema."},
           {R"({"anyOf": [{"type": "integer"}]})", R"("x")", root,
            "Failed to validate against any schemas allowed by anyOf constraint."},
           {R"({"oneOf": [{"type": "integer"}]})", R"("x")", root,
            "Failed to validate against any child schemas allowed by oneOf constraint."},
           {R"({"if": {"type": "string"}, "then": {"minLength": 2}})", R"("x")", root,
            "Failed to validate against a conditional schema set by if-then-else constraints."}}) {
    expect_pinned(pinned);
  }
}

TEST(Explanation, LibraryWritesStepsInBrackets) {
  constexpr const char* wrong_type = "Value type not permitted by 'type' constraint.";
  expect_pinned({R"({"properties": {"p": {"type": "integer"}}})", R"({"p": "x"})", {"<root>", "[p]"}, wrong_type});
  expect_pinned({R"({"items": {"type": "integer"}})", R"([1, "x"])", {"<root>", "[1]"}, wrong_type});
}

// After the first pattern that fails, valijson calls other properties unlisted although a pattern allows them.
TEST(Explanation, LibraryStopsAtTheFirstFailingPattern) {
  expect_pinned({R"({"patternProperties": {"^a": {"type": "integer"}, "^b": {}}, "additionalProperties": false})",
                 R"({"a": "x", "b": 1})", root,
                 "Object contains a property that could not be validated using 'properties' or 'additionalProperties' "
                 "constraints: 'b'."});
}

std::vector<std::string> explained(const char* schema, const char* value) {
  std::vector<tracking_plan::schema::Violation> violations;
  tracking_plan::schema::ValueSchema(Json::parse(schema), "").check(Json::parse(value), "", violations);
  std::vector<std::string> texts;
  for (const auto& violation : violations) texts.push_back(tracking_plan::schema::describe(violation));
  return texts;
}

TEST(Explanation, UsesOurWords) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(explained(R"({"additionalProperties": false})", R"({"it's": 1})"),
            Texts{"/it's: expected no such property; found 1"});
  EXPECT_EQ(explained(R"({"required": ["a"], "properties": {"a": {"type": "integer"}}})", "{}"),
            Texts{"/a: expected integer; found nothing"});
  EXPECT_EQ(explained(R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})"),
            Texts{"/b: expected a value; found nothing"});
  EXPECT_EQ(explained(R"({"items": {"properties": {"p": {"type": "integer"}}}})", R"([{"p": "x"}])"),
            Texts{"/0/p: expected integer; found \"x\""});
  EXPECT_EQ(explained(R"({"patternProperties": {"^a": {"type": "integer"}, "^b": {}}, "additionalProperties": false})",
                      R"({"a": "x", "b": 1})"),
            Texts{"/a: expected integer; found \"x\""});
}

}  // namespace
}  // namespace sent::tests
