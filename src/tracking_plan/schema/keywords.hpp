// SPDX-License-Identifier: Apache-2.0

// The keywords of draft-07 schemas: https://json-schema.org/draft-07/json-schema-validation. Pure.

#pragma once

#include <functional>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace sent::tracking_plan::schema {

// The keyword for an event's legacy names, in the jsonSchema of its rule.
inline constexpr std::string_view legacy_names_keyword = "x-legacy-names";

// Whether `schema` is an object in which only the keywords of `allowed` can reject a value. Keywords that describe,
// such as title and examples, and unknown keywords reject nothing.
[[nodiscard]] bool says_only(const nlohmann::json& schema, std::initializer_list<std::string_view> allowed);

// A keyword in `schema`, or in a schema within it, that is unknown but similar to a known one.
struct MistypedKeyword {
  std::string name;
  std::string meant;
};
[[nodiscard]] std::optional<MistypedKeyword> mistyped_keyword(const nlohmann::json& schema);

// Calls `take` with each schema directly within `schema`. Other values, such as a const or an example, are left out.
void each_part(const nlohmann::json& schema, const std::function<void(const nlohmann::json&)>& take);
void each_part(nlohmann::json& schema, const std::function<void(nlohmann::json&)>& take);

// Whether `schema` or any schema within it has the keyword.
[[nodiscard]] bool mentions(const nlohmann::json& schema, std::string_view keyword);

}  // namespace sent::tracking_plan::schema
