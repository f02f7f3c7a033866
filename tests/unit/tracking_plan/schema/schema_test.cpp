// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/schema.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "model/failure.hpp"
#include "tracking_plan/schema/pattern.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

std::vector<std::string> check(const Json& schema, const Json& value) {
  std::vector<tracking_plan::schema::Violation> violations;
  tracking_plan::schema::Schema(schema).check(value, "", violations);
  std::vector<std::string> texts;
  for (const tracking_plan::schema::Violation& violation : violations)
    texts.push_back(tracking_plan::schema::describe(violation));
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Schema, EveryWrongPropertyIsReported) {
  const Json schema = Json::parse(R"({"type": "object", "required": ["a", "b", "z"], "additionalProperties": false,
      "properties": {"a": {"type": "integer", "minimum": 0}, "b": {"enum": ["x", "y"]}, "z": {"type": ["string", "null"]}},
      "patternProperties": {"^t": {"const": true}, "^n": {"type": "number"}}})");
  EXPECT_EQ(check(schema, {{"a", 1}, {"b", "x"}, {"z", nullptr}, {"t1", true}, {"n1", 0.5}}), Texts{});
  EXPECT_EQ(check(schema, {{"a", -1}, {"b", 3}, {"t1", false}, {"n1", "?"}, {"o/1", 1}, {"o~2", Json::array({1, 2})}}),
            (Texts{"/a: expected integer, at least 0; found -1", "/b: expected one of \"x\", \"y\"; found 3",
                   "/n1: expected number; found \"?\"",
                   "/o~1"
                   "1: expected no such property; found 1",
                   "/o~0"
                   "2: expected no such property; found an array of 2",
                   "/t1: expected true; found false", "/z: expected string or null; found nothing"}));
  EXPECT_EQ(check(schema, Json::array()), Texts{"the event: expected object; found an array of 0"});
}

TEST(Schema, EveryWrongPlaceWithinAValueIsReported) {
  const Json schema = Json::parse(R"({"type": "object", "properties": {
      "list": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 0}, "c": {"const": 1}},
               "patternProperties": {"^p": {"type": "boolean"}}, "additionalProperties": false, "required": ["n"]}, "uniqueItems": true},
      "either": {"anyOf": [{"type": "integer"}, {"type": "string", "minLength": 2}]}}})");
  EXPECT_EQ(
      check(schema,
            {{"list", {{{"n", -1}, {"c", 2}}, {{"c", 1}}, {{"n", 1}, {"p", 1}}, {{"n", 2}, {"other", true}}, 7}}}),
      (Texts{"/list/0/c: expected 1; found 2", "/list/0/n: expected integer, at least 0; found -1",
             "/list/1/n: expected integer, at least 0; found nothing", "/list/2/p: expected boolean; found 1",
             "/list/3/other: expected no such property; found true", "/list/4: expected object; found 7"}));
  EXPECT_EQ(
      check(schema, {{"either", "x"}}),
      Texts{
          R"(/either: expected a value that satisfies {"anyOf":[{"type":"integer"},{"minLength":2,"type":"string"}]}; found "x")"});
  EXPECT_EQ(check(schema, {{"list", {{{"n", 1}}, {{"n", 1}}}}}).size(), 1U);
}

TEST(Schema, TheObjectAndItsPropertiesAreReported) {
  const Json schema =
      Json::parse(R"({"type": "object", "x-owner": "growth", "minProperties": 4, "additionalProperties": false,
      "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "required": ["a", "d"], "dependencies": {"b": ["e"]}})");
  EXPECT_EQ(
      check(schema, {{"a", "x"}, {"b", "y"}, {"c", 1}}),
      (Texts{
          "/e: expected a value; found nothing",
          R"(the event: expected a value that satisfies {"dependencies":{"b":["e"]},"minProperties":4,"x-owner":"growth"}; found an object)",
          "/a: expected integer; found \"x\"", "/b: expected integer; found \"y\"",
          "/c: expected no such property; found 1", "/d: expected a value; found nothing"}));
}

// A keyword that JSON Schema does not know has no effect, so the value is still described in words.
TEST(Schema, UnknownKeywordsDoNotChangeTheExpectation) {
  EXPECT_EQ(check(Json::parse(R"({"type": "integer", "x-pii": true, "deprecated": true})"), "x"),
            Texts{"the event: expected integer; found \"x\""});
}

// A const, an enum or an example is a value, not a schema.
TEST(Schema, ValuesWithinASchemaAreNotSchemas) {
  const Json schema =
      Json::parse(R"({"const": {"format": "date", "multipleOf": 0, "$ref": "x"}, "default": {"pattern": "("}})");
  EXPECT_EQ(check(schema, schema["const"]), Texts{});
  EXPECT_EQ(check(schema, {{"format", "time"}}).size(), 1U);
}

TEST(Schema, PatternsMatchShortTextsOnly) {
  const Json schema = Json::parse(R"({"type": "object", "properties": {"a": {"type": "string", "pattern": "^(x|y)*$"}},
      "patternProperties": {"^(z|w)*$": {"type": "integer"}}, "additionalProperties": false})");
  EXPECT_EQ(check(schema, {{"a", std::string(tracking_plan::schema::longest_match, 'x')}}), Texts{});
  const std::string long_text(1'000'000, 'x');
  EXPECT_EQ(check(schema, {{"a", long_text}}),
            Texts{"/a: expected string, matching ^(x|y)*$, at most 2048 bytes long; found \"" + std::string(76, 'x') +
                  "…\""});
  EXPECT_EQ(check(schema, {{std::string(tracking_plan::schema::longest_match, 'z'), 1}}), Texts{});
  EXPECT_EQ(check(schema, {{std::string(1'000'000, 'z'), 1}}).size(), 1U);
}

TEST(Schema, FormatAppliesToStringsOnly) {
  const Json schema = Json::parse(R"({"type": ["string", "null"], "format": "date-time"})");
  EXPECT_EQ(check(schema, nullptr), Texts{});
  EXPECT_EQ(check(schema, "2026-03-10T12:00:00.000Z"), Texts{});
  EXPECT_EQ(check(schema, "yesterday"), Texts{"the event: expected string or null, a date-time; found \"yesterday\""});
  EXPECT_EQ(check(schema, 3), Texts{"the event: expected string or null, a date-time; found 3"});
}

TEST(Schema, ForeignTextCannotCommandATerminal) {
  const Json schema = Json::parse(R"({"type": "object", "additionalProperties": false})");
  EXPECT_EQ(check(schema, {{"\u009b31m", "\u202e\u2028\x7f\u0085é日😀"}}),
            Texts{"/\\u009b31m: expected no such property; found \"\\u202e\\u2028\\u007f\\u0085é日😀\""});
}

TEST(Schema, ForeignTextCannotBreakALine) {
  const Json schema = Json::parse(R"({"type": "object", "additionalProperties": false})");
  EXPECT_EQ(check(schema, {{"a\nb\x1b[31m", "c\nd\xff"}}),
            Texts{"/a\\nb\\u001b[31m: expected no such property; found \"c\\nd\xEF\xBF\xBD\""});
}

TEST(Schema, MalformedSchemaIsRefused) {
  for (const char* const text :
       {R"({"type": "text"})", R"({"minLength": "x"})", R"({"pattern": "("})", R"({"pattern": "^[é]"})",
        R"({"pattern": "é+"})", R"({"pattern": "\\u00e9"})", R"({"multipleOf": 0})", R"({"multipleOf": -1})",
        R"({"$ref": "#"})", R"({"properties": {"a": 3}})", R"({"type": "object", "properties": {"a": {"enum": 3}}})",
        R"({"type": "object", "patternProperties": {"(": {}}})", R"({"anyOf": [{"patternProperties": {"(": {}}}]})",
        R"({"type": "object", "required": [3]})", "3"}) {
    EXPECT_THROW(tracking_plan::schema::Schema(Json::parse(text)), Failure) << text;
  }
}

// Random schemas and values, small enough that they often match.
class Any {
 public:
  explicit Any(unsigned seed) : random_(seed) {}

  int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(random_); }
  bool chance(int of) { return below(of) == 0; }

  Json value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0: return nullptr;
      case 1: return chance(2);
      case 2: return below(12) - 4;
      case 3: return 0.5 + below(4);
      case 4: return text();
      case 5:
        return chance(4) ? Json(std::numeric_limits<std::uint64_t>::max())
                         : Json(std::numeric_limits<std::int64_t>::max() - below(2));
      case 6: return object([&] { return value(depth - 1); });
      default: return Json::array({value(depth - 1), value(depth - 1)});
    }
  }

  Json schema(int depth) {
    if (chance(12)) return chance(2);
    if (depth > 0 && chance(2)) return object_schema(depth);
    Json schema = Json::object();
    if (!chance(3)) schema["type"] = type();
    if (chance(4)) schema["type"] = chance(2) ? Json::array({"string", "null"}) : Json::array({"integer", "boolean"});
    if (chance(3)) schema["minimum"] = below(6) - 3;
    if (chance(3)) schema["exclusiveMaximum"] = below(8);
    if (chance(3)) schema["maxLength"] = below(4);
    if (chance(3)) schema["minLength"] = below(3);
    if (chance(6)) schema["pattern"] = "^[ab]";
    if (chance(6)) schema["multipleOf"] = 2;
    if (chance(6)) schema["enum"] = Json::array({value(0), value(0), value(0)});
    if (chance(6)) schema["not"] = {{"type", type()}};
    if (chance(3)) schema["description"] = "whatever";
    return schema;
  }

 private:
  std::string type() {
    return std::array{
        "null", "boolean", "integer", "number", "string", "object", "array"}[static_cast<std::size_t>(below(7))];
  }
  std::string name() { return std::array{"a", "b", "aa", "ba", "ä", ""}[static_cast<std::size_t>(below(6))]; }
  std::string text() { return std::array{"", "a", "ba", "äöü", "cab"}[static_cast<std::size_t>(below(5))]; }
  Json object(const std::function<Json()>& make) {
    Json object = Json::object();
    for (int i = below(4); i > 0; --i) object[name()] = make();
    return object;
  }
  Json object_schema(int depth) {
    Json schema = chance(4) ? Json::object() : Json{{"type", "object"}};
    if (!chance(4)) schema["properties"] = object([&] { return this->schema(depth - 1); });
    if (chance(2)) schema["patternProperties"] = {{"^a", this->schema(depth - 1)}, {"a$", this->schema(depth - 1)}};
    if (chance(2)) schema["additionalProperties"] = this->schema(depth - 1);
    if (chance(2)) schema["required"] = chance(2) ? Json::array({name()}) : Json::array({"a", "b"});
    if (schema.contains("required") && chance(8)) schema["minProperties"] = 2;
    return schema;
  }

  std::mt19937 random_;
};

std::optional<tracking_plan::schema::Scalar> scalar(const Json& value) {
  if (value.is_null()) return nullptr;
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_string()) return std::string_view(value.get_ref<const std::string&>());
  if (value.is_number_integer() && value <= std::numeric_limits<std::int64_t>::max()) return value.get<std::int64_t>();
  return std::nullopt;
}

// Handling properties ourselves and remembering accepted values never changes valijson's verdict.
TEST(Schema, AgreesWithTheLibrary) {
  int accepted = 0;
  int rejected = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    Any any(seed);
    const Json text = any.schema(3);
    tracking_plan::schema::Schema ours(text);
    tracking_plan::schema::ValueSchema library(text, "");
    for (int i = 0; i < 60; ++i) {
      const Json value = any.value(3);
      std::vector<tracking_plan::schema::Violation> found;
      std::vector<tracking_plan::schema::Violation> expected;
      ours.check(value, "", found);
      library.check(value, "", expected);
      ASSERT_EQ(found.empty(), expected.empty()) << "seed " << seed << ": " << text << " " << value;
      if (const auto one = scalar(value)) {
        ASSERT_EQ(ours.accepts(*one), expected.empty()) << "seed " << seed << ": " << text << " " << value;
      }
      ++(expected.empty() ? accepted : rejected);
    }
  }
  EXPECT_GT(accepted, 4000);
  EXPECT_GT(rejected, 4000);
}

}  // namespace
}  // namespace sent::tests
