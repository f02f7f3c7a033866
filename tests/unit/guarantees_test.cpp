// The README's table of guarantees and the page on receivers name tests that exist.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "support/golden.hpp"

namespace sent {
namespace {

std::vector<std::string> matches(const std::string& text, const std::regex& pattern, const std::string& format) {
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.push_back(match->format(format));
  }
  return found;
}

// As Suite.Name.
std::set<std::string> all_tests() {
  const std::regex declaration(R"(TEST(?:_F|_P)?\((\w+), (\w+)\))");
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SENT_ROOT "/tests")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    names.merge([&] {
      const auto found = matches(text, declaration, "$1.$2");
      return std::set<std::string>(found.begin(), found.end());
    }());
  }
  return names;
}

TEST(Guarantees, EachNamesATestThatExists) {
  const std::string readme = read_project_file("README.md");
  const auto begin = readme.find("<!-- guarantees");
  const auto rows = matches(readme.substr(begin, readme.find("\n\n", begin + 1) - begin), std::regex(R"(\| (\d) \|[^\n]*)"), "$&");
  ASSERT_EQ(rows.size(), 9U);
  const auto known = all_tests();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(rows[i].starts_with("| " + std::to_string(i + 1) + " |"));
    const auto named = matches(rows[i], std::regex(R"(`(\w+\.\w+)`)"), "$1");
    EXPECT_FALSE(named.empty()) << rows[i];
    for (const auto& test : named) EXPECT_TRUE(known.contains(test)) << test;
  }
}

TEST(ReceiversPage, NamesTestsThatExist) {
  const std::string page = read_project_file("docs/receivers.md");
  const auto named = matches(page, std::regex(R"(`([A-Z]\w+\.[A-Z]\w+)`)"), "$1");
  EXPECT_GT(named.size(), 25U);
  const auto known = all_tests();
  for (const auto& test : named) EXPECT_TRUE(known.contains(test)) << test;
}

}  // namespace
}  // namespace sent
