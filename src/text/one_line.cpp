// SPDX-License-Identifier: Apache-2.0

#include "text/one_line.hpp"

namespace sent::text {

std::string one_line(std::string_view text) {
  std::string line;
  bool is_apart = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      is_apart = !line.empty();
      continue;
    }
    if (is_apart) line += ' ';
    is_apart = false;
    line += c;
  }
  return line;
}

}  // namespace sent::text
