// The only file that includes valijson.

#include "tracking_plan/value_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "model/failure.hpp"
#include "tracking_plan/expectation.hpp"
#include "tracking_plan/keywords.hpp"

#if !VALIJSON_USE_EXCEPTIONS
#error without it valijson ends the program where it should throw; its CMake target defines it
#endif

namespace sent {

namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

Json json_of(const Scalar& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
}

// valijson asks any value for its format as if it were a string.
Json with_formats_of_strings_only(Json schema) {
  if (!schema.is_structured()) return schema;
  for (Json& part : schema) part = with_formats_of_strings_only(std::move(part));
  if (!schema.is_object() || !schema.contains("format") || !schema["format"].is_string()) return schema;
  const Json only_strings{{"if", {{"type", "string"}}}, {"then", {{"format", schema["format"]}}}};
  schema.erase("format");
  schema["allOf"].push_back(only_strings);
  return schema;
}

// What valijson finds out when it is too late: it compiles a pattern when it is looked for, and divides by zero.
void check_keywords(const Json& schema) {
  if (!schema.is_structured()) return;
  if (schema.is_object() && schema.contains("multipleOf") && schema["multipleOf"].is_number() && schema["multipleOf"] <= 0) {
    throw std::domain_error("multipleOf is not above 0");
  }
  if (schema.is_object() && schema.contains("pattern") && schema["pattern"].is_string()) {
    (void)std::regex(schema["pattern"].get<std::string>());
  }
  if (schema.is_object() && schema.contains("patternProperties")) {
    for (const auto& member : schema["patternProperties"].items()) (void)std::regex(member.key());
  }
  for (const Json& part : schema) check_keywords(part);
}

bool has_long_text(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size() > longest_match;
  if (!value.is_structured()) return false;
  return std::ranges::any_of(value.items(), [](const auto& member) {
    return has_long_text(member.value()) || member.key().size() > longest_match;
  });
}

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  while (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

// The steps below the value, each as valijson names it: "[name]", and the whole behind "<root>".
std::string pointer_of(const valijson::ValidationResults::Error& error, std::string_view base) {
  std::string pointer(base);
  for (std::size_t i = 1; i < error.context.size(); ++i) {
    const std::string_view step = error.context[i];
    pointer = pointer_to(pointer, step.substr(1, step.size() - 2));
  }
  return pointer;
}

const Json& at_step(const Json& value, const valijson::ValidationResults::Error& error) {
  const Json* at = &value;
  for (std::size_t i = 1; i < error.context.size(); ++i) {
    const std::string step = error.context[i].substr(1, error.context[i].size() - 2);
    if (at->is_object() && at->contains(step)) {
      at = &(*at)[step];
    } else if (at->is_array()) {
      at = &(*at)[std::stoul(step)];
    }
  }
  return *at;
}

}  // namespace

struct ValueSchema::Compiled {
  valijson::Schema schema;
  mutable valijson::Validator validator;  // caches the patterns
};

ValueSchema::ValueSchema(const Json& schema, std::string_view pointer)
    : compiled_(std::make_unique<Compiled>()),
      matches_text_(mentions(schema, "pattern") || mentions(schema, "patternProperties") || mentions(schema, "format")),
      known_(is_range(schema)) {
  if (!schema.is_object() && !schema.is_boolean()) {
    throw Failure(ExitCode::usage, fmt::format("at {}: wanted is a schema, an object or a boolean", pointer));
  }
  if (mentions(schema, "$ref")) {
    throw Failure(ExitCode::usage, fmt::format("at {}: $ref is not followed", pointer), "write out what it refers to");
  }
  try {
    expectation_ = expectation(schema);
    const Json adapted = with_formats_of_strings_only(schema);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(Adapter(adapted), compiled_->schema);
    check_keywords(schema);
  } catch (const std::exception& error) {
    throw Failure(ExitCode::usage, fmt::format("at {}: this is no JSON Schema of draft-07: {}", pointer, error.what()));
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
    const std::string limit = fmt::format("{}, in texts of at most {} bytes", expectation_, longest_match);
    violations.push_back({std::string(pointer), limit, shown(value)});
    return;
  }
  if (!value.is_structured()) {
    violations.push_back({std::string(pointer), expectation_, shown(value)});
    return;
  }
  valijson::ValidationResults results;
  (void)compiled_->validator.validate(compiled_->schema, Adapter(value), &results);
  valijson::ValidationResults::Error first;  // the innermost; those behind it say that therefore the outer are wrong too
  if (!results.popError(first)) first = {{"<root>"}, expectation_};
  violations.push_back({pointer_of(first, pointer), lower_first(first.description), shown(at_step(value, first))});
}

}  // namespace sent
