// SPDX-License-Identifier: Apache-2.0

#include "support/program/job.hpp"

#include <sstream>

namespace sent::tests {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace sent::tests
