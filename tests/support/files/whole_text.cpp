// SPDX-License-Identifier: Apache-2.0

#include "support/files/whole_text.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

namespace sent::tests {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string text;
  std::array<char, 4096> part{};
  while (const auto size = std::fread(part.data(), 1, part.size(), pipe.get())) text.append(part.data(), size);
  return text;
}

}  // namespace sent::tests
