// SPDX-License-Identifier: Apache-2.0

// What comments cite exists, and what CONTRIBUTING shows as a model message is a message of the program.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> comment_markers{"// ", "-- ", "# "};

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SENT_ROOT) / folder)) {
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), SENT_ROOT));
  }
  return files;
}

// The lines of `text`. A comment or a literal that continues on the next line is one line.
std::vector<std::string> joined_lines(const std::string& text) {
  std::vector<std::string> joined{""};
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, line.find_first_not_of(' '));
    const auto marker = std::ranges::find_if(comment_markers, [&](const auto& one) { return line.starts_with(one); });
    if (marker != comment_markers.end()) {
      joined.back() += line.substr(marker->size() - 1);
    } else if (line.starts_with('"') && joined.back().ends_with('"')) {
      joined.back().pop_back();
      joined.back() += line.substr(1);
    } else {
      joined.push_back(line);
    }
  }
  return joined;
}

using Citation = std::pair<std::string, std::string>;  // a page and a section of it, or ""

std::vector<Citation> citations_in(const std::string& line) {
  if (line.find(".md") == std::string::npos && line.find("README") == std::string::npos) return {};
  static const std::regex pattern(R"re(((?:docs|deploy)/[a-z0-9_/-]+\.md|README(?:\.md)?)(?:, "([^"]+)")?)re");
  std::vector<Citation> found;
  for (std::sregex_iterator match(line.begin(), line.end(), pattern), end; match != end; ++match) {
    const std::string page = (*match)[1];
    found.emplace_back(page == "README" ? "README.md" : page, (*match)[2].str());
  }
  return found;
}

bool has_section(const std::string& page, const std::string& title) {
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    const auto text = line.find_first_not_of('#');
    if (text != 0 && text != std::string::npos && line.substr(text) == " " + title) return true;
  }
  return false;
}

// The number of sections that `file` cites.
int check_citations(const std::string& file) {
  int sections = 0;
  for (const auto& line : joined_lines(read_project_file(file))) {
    for (const auto& [page, section] : citations_in(line)) {
      const bool exists = fs::exists(fs::path(SENT_ROOT) / page);
      EXPECT_TRUE(exists) << file << " cites " << page;
      if (!exists || section.empty()) continue;
      ++sections;
      EXPECT_TRUE(has_section(read_project_file(page), section)) << file << " cites " << page << ", " << section;
    }
  }
  return sections;
}

TEST(Citations, NamePagesAndSectionsThatExist) {
  int sections = 0;
  for (const auto* folder : {"src", "sql", "cmake", "config"}) {
    for (const auto& file : files_below(folder)) sections += check_citations(file);
  }
  EXPECT_GE(sections, 3);
}

// The parts of the model messages that have two words or more and no value.
std::vector<std::string> model_phrases() {
  const std::string page = read_project_file("CONTRIBUTING.md");
  const std::string table = page.substr(page.find("### The grammar of messages"), 3000);
  static const std::regex model("\\| (?:hint: )?`+ ?([^|]+)`[^`|]*\\|\n");
  static const std::regex phrase("(?:^|[:;,] )([a-z]+(?: [a-z]+)+)(?=[:;,`]| `|$)");
  std::vector<std::string> phrases;
  for (std::sregex_iterator row(table.begin(), table.end(), model), end; row != end; ++row) {
    const std::string text = (*row)[1];
    for (std::sregex_iterator part(text.begin(), text.end(), phrase); part != end; ++part)
      phrases.push_back((*part)[1]);
  }
  return phrases;
}

TEST(Citations, ModelMessagesAreThoseOfTheProgram) {
  std::string program;
  for (const auto& file : files_below("src")) {
    for (const auto& line : joined_lines(read_project_file(file))) program += line + "\n";
  }
  const auto phrases = model_phrases();
  EXPECT_GE(phrases.size(), 6U);
  for (const auto& phrase : phrases) EXPECT_NE(program.find(phrase), std::string::npos) << phrase;
}

}  // namespace
}  // namespace sent::tests
