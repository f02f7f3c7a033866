// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/schema/violation.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "text/visible_text.hpp"

namespace sent::tracking_plan::schema {

namespace {

constexpr std::size_t longest_text = 76;
constexpr std::size_t longest_pointer = 200;

std::string json_text(std::string_view text, std::size_t longest) {
  const bool whole = text.size() <= longest;
  text = text.substr(0, longest);
  // The cut may have left part of a character, which is not UTF-8.
  while (!whole && !text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) text.remove_suffix(1);
  std::string json =
      text::visible_json(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  if (!whole) json.insert(json.size() - 1, "…");
  return json;
}

std::string without_quotes(const std::string& json) { return json.substr(1, json.size() - 2); }

}  // namespace

std::string describe(const Violation& violation) {
  const std::string place =
      violation.pointer.empty() ? "the event" : without_quotes(json_text(violation.pointer, longest_pointer));
  return fmt::format("{}: expected {}; found {}", place, violation.expected, violation.found);
}

std::string pointer_to(std::string_view pointer, std::string_view name) {
  std::string further(pointer);
  further += '/';
  for (const char c : name) {
    if (c == '~') {
      further += "~0";
    } else if (c == '/') {
      further += "~1";
    } else {
      further += c;
    }
  }
  return further;
}

std::string shown(const nlohmann::json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return fmt::format("an array of {}", value.size());
  if (value.is_string()) return json_text(value.get_ref<const std::string&>(), longest_text);
  return value.dump();
}

std::string shown_name(std::string_view name) { return without_quotes(json_text(name, longest_text)); }

}  // namespace sent::tracking_plan::schema
