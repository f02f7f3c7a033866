// SPDX-License-Identifier: Apache-2.0

// What a draft-07 schema says: its keywords.
// https://json-schema.org/draft-07/json-schema-validation

#pragma once

#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>

namespace sent::tracking_plan::schema {

// Names the legacy names of an event, in its rule's jsonSchema.
inline constexpr std::string_view legacy_names_keyword = "x-legacy-names";

// Whether `schema` is an object and no value can violate it but by a keyword of `allowed`. A keyword that JSON Schema
// does not know describes, as title or examples do.
[[nodiscard]] bool says_only(const nlohmann::json& schema, std::initializer_list<std::string_view> allowed);

// The keyword that was probably meant where `schema`, or one within it, has one that looks much like it; empty when
// none has.
[[nodiscard]] std::string mistyped_keyword(const nlohmann::json& schema);

// The schemas that `schema` is made of, itself excepted. What is no schema, as a const or an example, is left out.
void each_part(const nlohmann::json& schema, const std::function<void(const nlohmann::json&)>& take);
void each_part(nlohmann::json& schema, const std::function<void(nlohmann::json&)>& take);

// Whether `schema` or any schema within it has the keyword.
[[nodiscard]] bool mentions(const nlohmann::json& schema, std::string_view keyword);

}  // namespace sent::tracking_plan::schema
