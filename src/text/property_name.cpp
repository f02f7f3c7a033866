// SPDX-License-Identifier: Apache-2.0

#include "text/property_name.hpp"

namespace sent::text {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_word(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string property_name(std::string_view raw) {
  std::string name;
  bool at_start = true;
  for (const char c : raw) {
    if (c == '.') continue;
    if (!is_word(c)) {
      at_start = true;
      continue;
    }
    name += at_start && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    at_start = false;
  }
  return name;
}

}  // namespace sent::text
