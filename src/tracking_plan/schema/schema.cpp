// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "model/failure.hpp"
#include "tracking_plan/schema/expectation.hpp"
#include "tracking_plan/schema/keywords.hpp"
#include "tracking_plan/schema/pattern.hpp"

namespace sent::tracking_plan::schema {

namespace {

using Json = nlohmann::json;

// Names come from foreign data, so their number is limited. Beyond the limit all are forgotten and resolved again.
constexpr std::size_t most_known = 10'000;
constexpr std::size_t longest_known = 256;

// Absent for an object or array, and for a number that is not a 64-bit integer.
std::optional<Scalar> scalar_of(const Json& value) {
  if (value.is_null()) return nullptr;
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_string()) return std::string_view(value.get_ref<const std::string&>());
  const bool fits =
      value.is_number_unsigned() ? value <= std::numeric_limits<std::int64_t>::max() : value.is_number_integer();
  if (!fits) return std::nullopt;
  return value.get<std::int64_t>();
}

// The keywords about single properties.
constexpr std::array of_properties{"properties", "patternProperties", "additionalProperties", "required"};

const Json& part(const Json& schema, const char* keyword) {
  static const Json nothing = Json::object();
  const auto found = schema.find(keyword);
  if (found == schema.end()) return nothing;
  return *found;
}

}  // namespace

struct ObjectSchema::Pattern {
  std::regex pattern;
  Schema schema;
};

bool ObjectSchema::suits(const Json& schema) {
  const bool is_of_properties =
      std::ranges::any_of(of_properties, [&](const char* keyword) { return schema.contains(keyword); });
  const bool is_for_objects =
      !schema.contains("type") || schema["type"] == "object" || schema["type"] == Json::array({"object"});
  return schema.is_object() && is_of_properties && is_for_objects && !schema.contains("$ref") &&
         part(schema, "properties").is_object() && part(schema, "patternProperties").is_object() &&
         (!schema.contains("required") || schema["required"].is_array());
}

ObjectSchema::ObjectSchema(const Json& schema, std::string_view pointer) : is_typed_(schema.contains("type")) {
  Json rest = schema;
  rest.erase("type");
  for (const char* const keyword : of_properties) rest.erase(keyword);
  if (!says_only(rest, {})) rest_.emplace(rest, pointer);
  for (const auto& [name, property] : part(schema, "properties").items()) {
    properties_.emplace(name, Schema(property, pointer_to(pointer_to(pointer, "properties"), name)));
  }
  for (const auto& [pattern, property] : part(schema, "patternProperties").items()) {
    const std::string at = pointer_to(pointer_to(pointer, "patternProperties"), pattern);
    patterns_.push_back({compiled_pattern(pattern, at), Schema(property, at)});
  }
  const auto others = schema.find("additionalProperties");
  if (others == schema.end()) {
    others_.emplace(Json(true));
  } else if (*others != false) {
    others_.emplace(*others, pointer_to(pointer, "additionalProperties"));
  }
  if (!schema.contains("required")) return;
  for (const Json& name : schema["required"]) {
    if (!name.is_string())
      throw Failure(ExitCode::usage, fmt::format("at {}/required: must be a list of names", pointer));
    const Json& properties = part(schema, "properties");
    const auto property = properties.find(name.get<std::string>());
    required_.emplace(name.get<std::string>(), property == properties.end() ? "a value" : expectation(*property));
  }
}

ObjectSchema::~ObjectSchema() = default;

Schema* ObjectSchema::property(std::string_view name) {
  const auto found = properties_.find(name);
  return found == properties_.end() ? nullptr : &found->second;
}

ObjectSchema::Member ObjectSchema::resolve(std::string_view name) {
  Member member;
  member.required = required_.contains(name);
  if (Schema* const own = property(name)) member.schemas.push_back(own);
  if (name.size() <= longest_match) {
    for (Pattern& one : patterns_) {
      if (std::regex_search(name.begin(), name.end(), one.pattern)) member.schemas.push_back(&one.schema);
    }
  }
  if (!member.schemas.empty()) return member;
  member.allowed = others_.has_value();
  if (others_) member.schemas.push_back(&*others_);
  return member;
}

const ObjectSchema::Member& ObjectSchema::member(std::string_view name) {
  const auto found = known_.find(name);
  if (found != known_.end()) return found->second;
  if (name.size() > longest_known) return unknown_ = resolve(name);
  if (known_.size() >= most_known) known_.clear();
  return known_.emplace(std::string(name), resolve(name)).first->second;
}

bool ObjectSchema::Member::accepts(const Scalar& value) const {
  return allowed && std::ranges::all_of(schemas, [&](Schema* schema) { return schema->accepts(value); });
}

void ObjectSchema::check(const Json& object, std::string_view pointer, std::vector<Violation>& violations) {
  if (!object.is_object() && is_typed_) {
    violations.push_back({std::string(pointer), "object", shown(object)});
    return;
  }
  if (rest_) rest_->check(object, pointer, violations);
  if (!object.is_object()) return;
  for (const auto& [name, value] : object.items()) {
    const Member& member = this->member(name);
    const auto scalar = scalar_of(value);
    if (!scalar || !member.accepts(*scalar)) check(member, value, pointer_to(pointer, name), violations);
  }
  for (const auto& [name, expected] : required_) {
    if (!object.contains(name)) violations.push_back({pointer_to(pointer, name), expected, "nothing"});
  }
}

// Reports only the first schema that the property violates.
void ObjectSchema::check(const Member& member, const Json& value, const std::string& pointer,
                         std::vector<Violation>& violations) {
  if (!member.allowed) violations.push_back({pointer, "no such property", shown(value)});
  const std::size_t before = violations.size();
  for (Schema* const schema : member.schemas) {
    if (violations.size() == before) schema->check(value, pointer, violations);
  }
}

Schema::Schema(const Json& schema, std::string_view pointer) : open_(schema == true || says_only(schema, {})) {
  if (ObjectSchema::suits(schema)) {
    object_ = std::make_unique<ObjectSchema>(schema, pointer);
  } else {
    value_.emplace(schema, pointer);
  }
}

Schema::Schema(Schema&&) noexcept = default;
Schema::~Schema() = default;

void Schema::check(const Json& value, std::string_view pointer, std::vector<Violation>& violations) {
  if (object_) return object_->check(value, pointer, violations);
  value_->check(value, pointer, violations);
}

bool Schema::accepts(const Scalar& value) { return object_ ? object_->accepts(value) : value_->accepts(value); }

}  // namespace sent::tracking_plan::schema
