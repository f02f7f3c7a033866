// SPDX-License-Identifier: Apache-2.0

#include "text/library_version.hpp"

#include <algorithm>

namespace sent::text {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool belongs_to_a_version(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '+';
}

bool has_minor_number(std::string_view version) {
  const auto point = version.find('.');
  return point != std::string_view::npos && point + 1 < version.size() && is_digit(version[point + 1]);
}

}  // namespace

bool ends_in_version(std::string_view library) {
  constexpr std::string_view marks = "/@:";  // behind these, one number is enough
  for (auto at = library.find_first_of("/@: _-"); at != std::string_view::npos;
       at = library.find_first_of("/@: _-", at + 1)) {
    std::string_view version = library.substr(at + 1);
    if (version.starts_with('v') || version.starts_with('V')) version.remove_prefix(1);
    if (version.empty() || !is_digit(version.front()) || !std::ranges::all_of(version, belongs_to_a_version)) continue;
    if (marks.find(library[at]) != std::string_view::npos || has_minor_number(version)) return true;
  }
  return false;
}

}  // namespace sent::text
