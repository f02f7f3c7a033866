// SPDX-License-Identifier: Apache-2.0

// ASCII letters in lower case; every other byte stays. Independent of the locale. Pure.

#pragma once

#include <string>
#include <string_view>

namespace sent::text {

[[nodiscard]] constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower_case(c);
  return lowered;
}

}  // namespace sent::text
