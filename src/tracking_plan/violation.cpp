#include "tracking_plan/violation.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

namespace sent {

namespace {

constexpr std::size_t longest_text = 76;
constexpr std::size_t longest_pointer = 200;

// Of those beyond ASCII: what a terminal may take for a command, and what turns the direction of a line.
bool is_control(std::uint32_t code) {
  return (code >= 0x7F && code <= 0x9F) || (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

// `text` is UTF-8; the characters of is_control() have at most three bytes.
std::string without_controls(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at])); };
    const std::size_t length = byte(i) < 0x80 ? 1 : byte(i) < 0xE0 ? 2 : byte(i) < 0xF0 ? 3 : 4;
    std::uint32_t code = length == 1 ? byte(i) : byte(i) & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) code = code << 6U | (byte(i + k) & 0x3FU);
    result += is_control(code) ? fmt::format("\\u{:04x}", code) : std::string(text.substr(i, length));
    i += length;
  }
  return result;
}

std::string json_text(std::string_view text, std::size_t longest) {
  const bool whole = text.size() <= longest;
  text = text.substr(0, longest);
  // What the cut leaves of a character is not UTF-8.
  while (!whole && !text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) text.remove_suffix(1);
  std::string json = without_controls(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  if (!whole) json.insert(json.size() - 1, "…");
  return json;
}

std::string without_quotes(const std::string& json) { return json.substr(1, json.size() - 2); }

}  // namespace

std::string describe(const Violation& violation) {
  const std::string place = violation.pointer.empty() ? "the event" : without_quotes(json_text(violation.pointer, longest_pointer));
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

std::string shown_name(std::string_view name) {
  return without_quotes(json_text(name, longest_text));
}

}  // namespace sent
