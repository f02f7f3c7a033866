// SPDX-License-Identifier: Apache-2.0

// The only file that includes valijson.

#include "tracking_plan/schema/value_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "model/failure.hpp"
#include "tracking_plan/schema/expectation.hpp"
#include "tracking_plan/schema/explanation.hpp"
#include "tracking_plan/schema/keywords.hpp"
#include "tracking_plan/schema/pattern.hpp"

#if !VALIJSON_USE_EXCEPTIONS
#error valijson must throw exceptions instead of ending the program; its CMake target defines this macro
#endif

namespace sent::tracking_plan::schema {

namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

Json json_of(const Scalar& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
}

// valijson would read any value with a format as if it were a string.
void keep_formats_to_strings(Json& schema) {
  each_part(schema, [](Json& part) { keep_formats_to_strings(part); });
  if (!schema.is_object() || !schema.contains("format") || !schema["format"].is_string()) return;
  const Json only_strings{{"if", {{"type", "string"}}}, {"then", {{"format", schema["format"]}}}};
  schema.erase("format");
  schema["allOf"].push_back(only_strings);
}

// Checks what valijson finds out too late: it compiles a pattern when it first needs it, and divides by multipleOf.
void check_keywords(const Json& schema, std::string_view pointer) {
  each_part(schema, [&](const Json& part) { check_keywords(part, pointer); });
  if (!schema.is_object()) return;
  if (schema.contains("multipleOf") && schema["multipleOf"].is_number() && schema["multipleOf"] <= 0) {
    throw Failure(ExitCode::usage, fmt::format("at {}: multipleOf must be greater than 0", pointer));
  }
  if (schema.contains("pattern") && schema["pattern"].is_string()) (void)compiled_pattern(schema["pattern"], pointer);
  const Json patterns = schema.value("patternProperties", Json::object());
  for (const auto& member : patterns.items()) (void)compiled_pattern(member.key(), pointer);
}

bool has_long_text(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size() > longest_match;
  if (!value.is_structured()) return false;
  return std::ranges::any_of(value.items(), [](const auto& member) {
    return has_long_text(member.value()) || member.key().size() > longest_match;
  });
}

}  // namespace

struct ValueSchema::Compiled {
  Json source;
  valijson::Schema schema;
  mutable valijson::Validator validator;  // caches the patterns
};

ValueSchema::ValueSchema(const Json& schema, std::string_view pointer)
    : compiled_(std::make_unique<Compiled>()),
      matches_text_(mentions(schema, "pattern") || mentions(schema, "patternProperties") || mentions(schema, "format")),
      known_(is_range(schema)) {
  if (!schema.is_object() && !schema.is_boolean()) {
    throw Failure(ExitCode::usage, fmt::format("at {}: must be a schema: an object or a boolean", pointer));
  }
  if (mentions(schema, "$ref")) {
    throw Failure(ExitCode::usage, fmt::format("at {}: $ref is not supported", pointer),
                  "replace it with the schema that it refers to");
  }
  compiled_->source = schema;
  try {
    expectation_ = expectation(schema);
    check_keywords(schema, pointer);
    Json adapted = schema;
    keep_formats_to_strings(adapted);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(Adapter(adapted), compiled_->schema);
  } catch (const Failure&) {
    throw;
  } catch (const std::exception& error) {
    throw Failure(ExitCode::usage, fmt::format("at {}: not a draft-07 schema: {}", pointer, error.what()));
  }
}

ValueSchema::ValueSchema(ValueSchema&&) noexcept = default;
ValueSchema::~ValueSchema() = default;

bool ValueSchema::accepts_json(const Json& value) const {
  if (matches_text_ && has_long_text(value)) return false;
  return compiled_->validator.validate(compiled_->schema, Adapter(value), nullptr);
}

bool ValueSchema::accepts(const Scalar& value) {
  if (known_.covers(value)) return true;
  if (!accepts_json(json_of(value))) return false;
  known_.learn(value);
  return true;
}

void ValueSchema::check(const Json& value, std::string_view pointer, std::vector<Violation>& violations) {
  if (accepts_json(value)) return;
  if (matches_text_ && has_long_text(value)) {
    const std::string limit = fmt::format("{}, at most {} bytes long", expectation_, longest_match);
    violations.push_back({std::string(pointer), limit, shown(value)});
    return;
  }
  if (!value.is_structured()) {
    violations.push_back({std::string(pointer), expectation_, shown(value)});
    return;
  }
  valijson::ValidationResults results;
  (void)compiled_->validator.validate(compiled_->schema, Adapter(value), &results);
  std::vector<LibraryError> errors;
  for (const auto& error : results) errors.push_back({error.context, error.description});
  explain(compiled_->source, value, pointer, errors, violations);
}

}  // namespace sent::tracking_plan::schema
