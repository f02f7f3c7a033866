// SPDX-License-Identifier: Apache-2.0

#include "text/spelling.hpp"

#include <algorithm>

#include "text/lower_case.hpp"

namespace sent::text {

// FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
std::uint64_t Spellings::hash_of(std::string_view id) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = std::min(id.find_first_not_of(blanks), id.size());
  const auto last = id.find_last_not_of(blanks);
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : id.substr(first, last == std::string_view::npos ? 0 : last + 1 - first)) {
    hash = (hash ^ static_cast<unsigned char>(lower_case(c))) * 0x100000001b3U;
  }
  return hash;
}

}  // namespace sent::text
