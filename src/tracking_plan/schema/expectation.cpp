// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/expectation.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "tracking_plan/schema/keywords.hpp"
#include "tracking_plan/schema/violation.hpp"

namespace sent::tracking_plan::schema {

namespace {

using Json = nlohmann::json;

std::string types(const Json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return "anything";
  if (!type->is_array()) return type->get<std::string>();
  return fmt::format("{}", fmt::join(type->get<std::vector<std::string>>(), " or "));
}

std::string choice(const Json& values) {
  std::vector<std::string> texts;
  constexpr std::size_t most = 20;
  for (const Json& value : values) {
    if (texts.size() < most) texts.push_back(shown(value));
  }
  if (values.size() > most) texts.push_back(fmt::format("… {} more", values.size() - most));
  return texts.size() == 1 ? texts.front() : fmt::format("one of {}", fmt::join(texts, ", "));
}

std::string bounds(const Json& schema) {
  std::string text;
  const auto add = [&](const char* keyword, std::string_view words) {
    const auto bound = schema.find(keyword);
    if (bound != schema.end()) text += fmt::format(", {} {}", words, bound->dump());
  };
  add("minimum", "at least");
  add("exclusiveMinimum", "more than");
  add("maximum", "at most");
  add("exclusiveMaximum", "less than");
  add("multipleOf", "a multiple of");
  return text;
}

std::string lengths(const Json& schema) {
  const std::size_t least = schema.value("minLength", std::size_t{0});
  std::string text = least == 1 ? ", not empty" : least > 1 ? fmt::format(", at least {} characters", least) : "";
  if (schema.contains("maxLength")) text += fmt::format(", at most {} characters", schema["maxLength"].dump());
  if (schema.contains("format")) text += fmt::format(", a {}", schema["format"].get<std::string>());
  if (schema.contains("pattern")) text += fmt::format(", matching {}", schema["pattern"].get<std::string>());
  return text;
}

std::string itself(const Json& schema) {
  constexpr std::size_t longest = 200;
  std::string text = "a value that satisfies " + schema.dump(-1, ' ', true);
  if (text.size() <= longest) return text;
  text.resize(longest);
  return text += "…";
}

}  // namespace

std::string expectation(const Json& schema) {
  if (schema.is_boolean()) return schema.get<bool>() ? "anything" : "nothing";
  if (!schema.is_object()) return itself(schema);
  if (says_only(schema, {"type", "const"}) && schema.contains("const")) return shown(schema["const"]);
  if (says_only(schema, {"type", "enum"}) && schema.contains("enum")) return choice(schema["enum"]);
  if (says_only(schema, {"type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
                         "minLength", "maxLength", "pattern", "format"})) {
    return types(schema) + bounds(schema) + lengths(schema);
  }
  if (schema.value("type", Json()) == "object") return "object";
  return itself(schema);
}

}  // namespace sent::tracking_plan::schema
