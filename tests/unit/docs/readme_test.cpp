// SPDX-License-Identifier: Apache-2.0

// The README is short, agrees with the program, and has no dead links.

#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <iterator>
#include <regex>
#include <set>

#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

std::string without(const std::string& text, const char* pattern) {
  return std::regex_replace(text, std::regex(pattern), "");
}

std::vector<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

// 250 words a minute.
TEST(ReadmePage, TakesThreeMinutesToRead) {
  std::string page = without(read_project_file("README.md"), "```[^`]*```");
  page = without(without(page, "<!--[^\n]*-->"), R"(\]\([^)]*\))");
  const auto words = matches(page, std::regex(R"((\w[\w.,'/-]*))"));
  EXPECT_GT(words.size(), 300U);
  EXPECT_LE(words.size(), 750U);
}

TEST(ReadmePage, SaysWhenNotToUseTheProgram) {
  const std::string page = read_project_file("README.md");
  const auto begin = page.find("\n## When not to use it\n");
  ASSERT_NE(begin, std::string::npos);
  EXPECT_LT(begin, page.find("\n## Using it\n")) << "before one begins";
  const std::string section = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  EXPECT_GE(matches(section, std::regex("\n(- )")).size(), 4U);
}

TEST(ReadmePage, ShowsAnEventAsItIsSent) {
  const std::string event = read_project_file("tests/golden/rein.pk.ndjson");
  const std::string page = read_project_file("README.md");
  const auto begin = page.find("```json");
  const std::string shown = page.substr(begin, page.find("```", begin + 3) - begin);
  const auto fields = matches(shown, std::regex(R"re(("\w+": (?:"[^"]*"|\d+|true)))re"));
  EXPECT_GT(fields.size(), 10U);
  for (const auto& field : fields) {
    EXPECT_NE(event.find(std::regex_replace(field, std::regex("\": "), "\":")), std::string::npos) << field;
  }
}

// README and all pages of docs and deploy, relative to the project's folder.
std::vector<std::filesystem::path> pages() {
  std::vector<std::filesystem::path> found{"README.md"};
  for (const std::string folder : {"docs", "deploy"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SENT_ROOT "/" + folder)) {
      if (entry.path().extension() == ".md") found.push_back(std::filesystem::relative(entry.path(), SENT_ROOT));
    }
  }
  return found;
}

TEST(ReadmePage, HasNoDeadLinks) {
  int links = 0;
  for (const auto& page : pages()) {
    for (const auto& target : matches(read_project_file(page), std::regex(R"(\]\(([^)#:]+)(?:#[^)]*)?\))"))) {
      ++links;
      EXPECT_TRUE(std::filesystem::exists(SENT_ROOT / page.parent_path() / target)) << page << " points to " << target;
    }
  }
  EXPECT_GT(links, 30);
}

// As GitHub names the headings of a page.
std::set<std::string> anchors_of(const std::string& page) {
  std::set<std::string> anchors;
  for (std::string title : matches("\n" + without(page, "```[^`]*```"), std::regex("\n#+ ([^\n]+)"))) {
    title = without(title, R"(\]\([^)]*\))");
    std::string anchor;
    for (const char c : title) {
      if (c == ' ' || c == '-') anchor += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') anchor += static_cast<char>(std::tolower(c));
    }
    anchors.insert(anchor);
  }
  return anchors;
}

TEST(ReadmePage, HasNoDeadLinksToSections) {
  int links = 0;
  for (const auto& page : pages()) {
    const std::regex link(R"(\]\(([^)#:]*#[^)]+)\))");
    for (const auto& target : matches(read_project_file(page), link)) {
      const auto mark = target.find('#');
      const auto other = mark == 0 ? page : (page.parent_path() / target.substr(0, mark)).lexically_normal();
      ++links;
      EXPECT_TRUE(anchors_of(read_project_file(other)).contains(target.substr(mark + 1))) << page << ": " << target;
    }
  }
  EXPECT_GT(links, 5);
}

}  // namespace
}  // namespace sent::tests
