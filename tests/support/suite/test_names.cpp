// SPDX-License-Identifier: Apache-2.0

#include "support/suite/test_names.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

namespace sent::tests {

namespace {

std::vector<std::string> matches(const std::string& text, const std::regex& pattern, const std::string& format) {
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.push_back(match->format(format));
  }
  return found;
}

std::vector<std::string> tests_in(const std::string& row) {
  return matches(row, std::regex(R"(`([A-Z]\w+\.[A-Z]\w+)`)"), "$1");
}

}  // namespace

std::set<std::string> test_names() {
  const std::regex declaration(R"(TEST(?:_F|_P)?\((\w+), (\w+)\))");
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SENT_ROOT "/tests")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    for (auto& name : matches(text, declaration, "$1.$2")) names.insert(std::move(name));
  }
  return names;
}

std::vector<std::string> table_rows(const std::string& page, const std::string& comment) {
  const auto begin = page.find("<!-- " + comment);
  if (begin == std::string::npos) return {};
  auto rows = matches(page.substr(begin, page.find("\n\n", begin) - begin), std::regex(R"(\n(\|[^\n]*))"), "$1");
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(rows.size(), 2)));
  return rows;
}

void expect_names_tests(const std::string& row) {
  EXPECT_FALSE(tests_in(row).empty()) << row;
  expect_known_tests(row);
}

void expect_known_tests(const std::string& row) {
  static const auto known = test_names();
  for (const auto& test : tests_in(row)) EXPECT_TRUE(known.contains(test)) << test;
}

}  // namespace sent::tests
