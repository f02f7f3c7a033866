#include "tracking_plan/keywords.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace sent {

namespace {

// `labels` is Segment's, for filtering rules.
constexpr std::array<std::string_view, 11> descriptive{"$schema",  "$id",      "$comment",  "title",            "description", "default",
                                                       "examples", "readOnly", "writeOnly", "labels", legacy_names_keyword};

}  // namespace

bool says_only(const nlohmann::json& schema, std::initializer_list<std::string_view> allowed) {
  if (!schema.is_object()) return false;
  return std::ranges::all_of(schema.items(), [&](const auto& member) {
    return std::ranges::find(allowed, member.key()) != allowed.end() ||
           std::ranges::find(descriptive, member.key()) != descriptive.end();
  });
}

bool mentions(const nlohmann::json& schema, std::string_view keyword) {
  if (schema.is_object() && schema.contains(keyword)) return true;
  return schema.is_structured() &&
         std::ranges::any_of(schema, [&](const nlohmann::json& part) { return mentions(part, keyword); });
}

}  // namespace sent
