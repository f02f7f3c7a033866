// SPDX-License-Identifier: Apache-2.0

#include "text/json_text.hpp"

#include <array>
#include <charconv>

#include "text/utf8.hpp"

namespace sent::text {

namespace {

bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; }

// U+0080 to U+009F: JSON allows them unescaped, but terminals obey them.
bool is_late_control(std::string_view sequence) {
  return sequence.size() == 2 && sequence[0] == '\xc2' && static_cast<unsigned char>(sequence[1]) < 0xa0;
}

void append_escaped(std::string& json, unsigned char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"': json += "\\\""; return;
    case '\\': json += "\\\\"; return;
    case '\b': json += "\\b"; return;
    case '\f': json += "\\f"; return;
    case '\n': json += "\\n"; return;
    case '\r': json += "\\r"; return;
    case '\t': json += "\\t"; return;
    default:
      json += "\\u00";
      json += digits[c >> 4U];
      json += digits[c & 15U];
  }
}

}  // namespace

void append_json_string(std::string& json, std::string_view text) {
  json += '"';
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t plain = i;
    while (plain < text.size() && is_plain(static_cast<unsigned char>(text[plain]))) ++plain;
    json.append(text, i, plain - i);
    i = plain;
    if (i == text.size()) break;
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      append_escaped(json, c);
      ++i;
    } else if (const std::size_t length = sequence_length(text.substr(i))) {
      if (is_late_control(text.substr(i, length))) {
        append_escaped(json, static_cast<unsigned char>(text[i + 1]));
      } else {
        json.append(text, i, length);
      }
      i += length;
    } else {
      json += "\xef\xbf\xbd";
      ++i;
    }
  }
  json += '"';
}

void append_json_number(std::string& json, std::int64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  json.append(digits.begin(), end);
}

}  // namespace sent::text
