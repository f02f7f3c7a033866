// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/keywords.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "text/nearest_name.hpp"

namespace sent::tracking_plan::schema {

namespace {

using Json = nlohmann::json;

// What the value of a keyword contains.
enum class Parts { none, schema, schemas, named_schemas };

struct Keyword {
  std::string_view name;
  bool is_assertion;
  Parts parts = Parts::none;
};

constexpr std::array keywords{
    Keyword{"$ref", true},
    Keyword{"additionalItems", true, Parts::schema},
    Keyword{"additionalProperties", true, Parts::schema},
    Keyword{"allOf", true, Parts::schemas},
    Keyword{"anyOf", true, Parts::schemas},
    Keyword{"const", true},
    Keyword{"contains", true, Parts::schema},
    Keyword{"dependencies", true, Parts::named_schemas},
    Keyword{"else", true, Parts::schema},
    Keyword{"enum", true},
    Keyword{"exclusiveMaximum", true},
    Keyword{"exclusiveMinimum", true},
    Keyword{"format", true},
    Keyword{"if", true, Parts::schema},
    Keyword{"items", true, Parts::schemas},  // or one schema
    Keyword{"maxItems", true},
    Keyword{"maxLength", true},
    Keyword{"maxProperties", true},
    Keyword{"maximum", true},
    Keyword{"minItems", true},
    Keyword{"minLength", true},
    Keyword{"minProperties", true},
    Keyword{"minimum", true},
    Keyword{"multipleOf", true},
    Keyword{"not", true, Parts::schema},
    Keyword{"oneOf", true, Parts::schemas},
    Keyword{"pattern", true},
    Keyword{"patternProperties", true, Parts::named_schemas},
    Keyword{"properties", true, Parts::named_schemas},
    Keyword{"propertyNames", true, Parts::schema},
    Keyword{"required", true},
    Keyword{"then", true, Parts::schema},
    Keyword{"type", true},
    Keyword{"uniqueItems", true},
    Keyword{"$comment", false},
    Keyword{"$id", false},
    Keyword{"$schema", false},
    Keyword{"contentEncoding", false},
    Keyword{"contentMediaType", false},
    Keyword{"default", false},
    Keyword{"definitions", false, Parts::named_schemas},
    Keyword{"description", false},
    Keyword{"examples", false},
    Keyword{"id", false},  // from older drafts; Typewriter writes it
    Keyword{"readOnly", false},
    Keyword{"title", false},
    Keyword{"writeOnly", false},
};

const Keyword* find(std::string_view name) {
  const auto found = std::ranges::find(keywords, name, &Keyword::name);
  return found == keywords.end() ? nullptr : &*found;
}

bool is_schema(const Json& value) { return value.is_object() || value.is_boolean(); }

template <typename AnyJson, typename Take>
void each_part_of(AnyJson& schema, const Take& take) {
  if (!schema.is_object()) return;
  for (auto member = schema.begin(); member != schema.end(); ++member) {
    const Keyword* const keyword = find(member.key());
    if (keyword == nullptr || keyword->parts == Parts::none) continue;
    if (keyword->parts != Parts::named_schemas && is_schema(member.value())) {
      take(member.value());
    } else if (member.value().is_structured()) {
      for (auto& part : member.value()) {
        if (is_schema(part)) take(part);
      }
    }
  }
}

bool is_assertion(std::string_view name) {
  const Keyword* const found = find(name);
  return found != nullptr && found->is_assertion;
}

// The keyword that differs from `name` by one typing mistake, or by two in a long word.
std::optional<std::string> meant_by(std::string_view name) {
  for (const Keyword& keyword : keywords) {
    const std::size_t slips = text::edit_distance(name, keyword.name);
    if (keyword.is_assertion && slips <= (keyword.name.size() >= 8 ? 2U : 1U) && keyword.name.size() > 3)
      return std::string(keyword.name);
  }
  return std::nullopt;
}

}  // namespace

bool says_only(const Json& schema, std::initializer_list<std::string_view> allowed) {
  if (!schema.is_object()) return false;
  return std::ranges::all_of(schema.items(), [&](const auto& member) {
    return !is_assertion(member.key()) || std::ranges::find(allowed, member.key()) != allowed.end();
  });
}

std::optional<MistypedKeyword> mistyped_keyword(const Json& schema) {
  if (schema.is_object()) {
    for (const auto& member : schema.items()) {
      if (find(member.key()) != nullptr) continue;
      if (const auto meant = meant_by(member.key())) return MistypedKeyword{member.key(), *meant};
    }
  }
  std::optional<MistypedKeyword> found;
  each_part(schema, [&](const Json& part) {
    if (!found) found = mistyped_keyword(part);
  });
  return found;
}

void each_part(const Json& schema, const std::function<void(const Json&)>& take) { each_part_of(schema, take); }
void each_part(Json& schema, const std::function<void(Json&)>& take) { each_part_of(schema, take); }

bool mentions(const Json& schema, std::string_view keyword) {
  bool found = schema.is_object() && schema.contains(keyword);
  each_part(schema, [&](const Json& part) { found = found || mentions(part, keyword); });
  return found;
}

}  // namespace sent::tracking_plan::schema
