// SPDX-License-Identifier: Apache-2.0

#include "text/integer.hpp"

#include <charconv>

namespace sent::text {

std::optional<std::uint64_t> parse_integer(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace sent::text
