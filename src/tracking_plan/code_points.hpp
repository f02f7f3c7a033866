// The length of UTF-8 text in code points, as minLength counts and as columns are aligned.

#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sent {

[[nodiscard]] inline std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace sent
