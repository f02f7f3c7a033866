// SPDX-License-Identifier: Apache-2.0

#include "text/visible_text.hpp"

#include <fmt/format.h>

#include "text/utf8.hpp"

namespace sent::text {

namespace {

// `sequence` must be one well-formed UTF-8 sequence.
char32_t code_point(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t value = lead & (0x7fU >> sequence.size());
  for (const char c : sequence.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3fU);
  return value;
}

// Terminals also obey U+0080 to U+009F.
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c <= 0x9f); }

bool is_between(char32_t c, char32_t first, char32_t last) { return first <= c && c <= last; }

// Line and paragraph separators, direction marks, and characters without width.
bool is_unseen(char32_t c) {
  return is_between(c, 0x2028, 0x202e) || is_between(c, 0x2066, 0x2069) || c == 0x061c || c == 0x200b || c == 0x200e ||
         c == 0x200f || c == 0xfeff;
}

bool is_noncharacter(char32_t c) { return is_between(c, 0xfdd0, 0xfdef) || (c & 0xfffeU) == 0xfffe; }

std::string shown(std::string_view sequence) {
  const char32_t c = code_point(sequence);
  if (c == '\n') return "\\n";
  if (is_control(c)) return fmt::format("\\x{:02x}", static_cast<unsigned>(c));
  if (is_unseen(c) || is_noncharacter(c)) return fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(c));
  return std::string(sequence);
}

// Escapes hidden characters up to U+FFFF. Beyond that only noncharacters are hidden, and they stay.
std::string shown_in_json(std::string_view sequence) {
  const char32_t c = code_point(sequence);
  const bool is_hidden = (c >= 0x20 && is_control(c)) || is_unseen(c) || is_noncharacter(c);
  return is_hidden && c <= 0xffff ? fmt::format("\\u{:04x}", static_cast<unsigned>(c)) : std::string(sequence);
}

}  // namespace

std::string visible(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    result +=
        length > 0 ? shown(text.substr(0, length)) : fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result;
}

std::string visible_json(std::string_view json) {
  std::string result;
  while (!json.empty()) {
    const std::size_t length = std::max<std::size_t>(sequence_length(json), 1);
    result += length > 1 || json[0] == '\x7f' ? shown_in_json(json.substr(0, length)) : std::string(json.substr(0, 1));
    json.remove_prefix(length);
  }
  return result;
}

}  // namespace sent::text
