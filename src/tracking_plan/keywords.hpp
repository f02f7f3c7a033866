// What a draft-07 schema says: its keywords, but for those that only describe.
// https://json-schema.org/draft-07/json-schema-validation, section 10

#pragma once

#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace sent {

// Names the legacy names of an event, in its rule's jsonSchema.
inline constexpr std::string_view legacy_names_keyword = "x-legacy-names";

// Whether `schema` is an object that has no keywords but those of `allowed` and such as describe. A schema that is a boolean
// says no keyword at all, but is none: false.
[[nodiscard]] bool says_only(const nlohmann::json& schema, std::initializer_list<std::string_view> allowed);

// Whether any schema within `schema` has the keyword, or any object the member.
[[nodiscard]] bool mentions(const nlohmann::json& schema, std::string_view keyword);

}  // namespace sent
