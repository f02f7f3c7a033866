// SPDX-License-Identifier: Apache-2.0

#include "support/files/golden.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sent::tests {

std::string read_project_file(const std::string& file) {
  std::ifstream stream(SENT_ROOT "/" + file);
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

void expect_golden(const std::string& file, const std::string& actual) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(SENT_ROOT "/" + file) << actual;
  EXPECT_EQ(read_project_file(file), actual) << file << " differs; UPDATE_GOLDEN=1 rewrites it";
}

}  // namespace sent::tests
