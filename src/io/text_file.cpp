// SPDX-License-Identifier: Apache-2.0

#include "io/text_file.hpp"

#include <array>
#include <cerrno>
#include <fstream>

namespace sent::io {

std::optional<std::string> read_text_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  file.peek();  // opening a directory succeeds, reading it does not
  if (!file.is_open() || file.bad()) return std::nullopt;
  std::string content;
  for (std::array<char, 64 * 1024> block; file.read(block.data(), block.size()), file.gcount() > 0;) {
    content.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (content.size() > largest_text_file) {
      errno = EFBIG;
      return std::nullopt;
    }
  }
  return content;
}

}  // namespace sent::io
