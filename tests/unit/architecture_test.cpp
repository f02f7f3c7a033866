// The folder listing is the architecture: who may include whom, and which library is whose. docs/architecture.md has the rules.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "support/golden.hpp"

namespace sent {
namespace {

using Names = std::set<std::string>;

Names names_in(const std::string& cell) {
  static const std::regex code("`([^`]+)`");
  Names names;
  for (std::sregex_iterator match(cell.begin(), cell.end(), code), end; match != end; ++match) names.insert((*match)[1]);
  return names;
}

// Of the table of docs/architecture.md that follows `mark`: each name of the first column, and those of the third.
std::map<std::string, Names> rules_after(const std::string& mark) {
  std::istringstream page(read_project_file("docs/architecture.md"));
  std::string line;
  while (std::getline(page, line) && line != "<!-- " + mark + " -->") continue;
  std::map<std::string, Names> rules;
  static const std::regex row(R"(\| (`.*`) \| [^|]+ \|([^|]*)\|)");
  while (std::getline(page, line) && line.starts_with('|')) {
    std::smatch cells;
    if (!std::regex_match(line, cells, row)) continue;
    for (const auto& name : names_in(cells[1])) rules[name] = names_in(cells[2]);
  }
  return rules;
}

struct Include {
  std::string file;  // relative to src/
  std::string name;
  bool quoted;
};

std::vector<Include> includes() {
  const std::filesystem::path root = SENT_ROOT "/src";
  const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      std::smatch match;
      if (std::regex_search(line, match, pattern)) {
        found.push_back({std::filesystem::relative(entry.path(), root), match[2], match[1] == "\""});
      }
    }
  }
  return found;
}

std::string folder(const std::string& path) {
  const auto slash = path.find('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

TEST(Architecture, EveryStageIncludesOnlyWhatItMay) {
  const auto allowed = rules_after("who may include whom");
  int checked = 0;
  for (const auto& include : includes()) {
    const std::string from = folder(include.file);
    const std::string to = folder(include.name);
    if (!include.quoted || from.empty() || to == from || to == "model" || to == "sql") continue;
    ++checked;
    ASSERT_TRUE(allowed.contains(from)) << include.file << " is in a folder without a rule";
    EXPECT_TRUE(allowed.at(from).contains(to)) << include.file << " includes " << include.name;
  }
  EXPECT_GT(checked, 40);
  for (const auto& entry : std::filesystem::directory_iterator(SENT_ROOT "/src")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(allowed.contains(entry.path().filename())) << entry.path() << " is a folder without a rule";
  }
}

TEST(Architecture, EveryLibraryHasItsFile) {
  Names found;
  const auto owners = rules_after("whose library is whose");
  for (const auto& include : includes()) {
    for (const auto& [library, files] : owners) {
      if (!include.name.starts_with(library)) continue;
      found.insert(include.file);
      EXPECT_TRUE(files.contains(include.file)) << include.file << " includes " << include.name;
    }
  }
  Names wanted;
  for (const auto& [library, files] : owners) wanted.insert(files.begin(), files.end());
  EXPECT_EQ(found, wanted);
}

// At most five steps each, of files that there are.
TEST(Recipes, AreShortAndNameWhatThereIs) {
  const std::string page = read_project_file("docs/recipes.md");
  static const std::regex path("`((?:src|sql|tests|config|docs|deploy)/[^`]*)`");
  for (std::sregex_iterator match(page.begin(), page.end(), path), end; match != end; ++match) {
    EXPECT_TRUE(std::filesystem::exists(SENT_ROOT "/" + (*match)[1].str())) << (*match)[1];
  }
  std::istringstream lines(page);
  int recipes = 0, steps = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) ++recipes, steps = 0;
    if (!std::regex_search(line, std::regex("^[0-9]+\\. "))) continue;
    EXPECT_LE(++steps, 5) << line;
  }
  EXPECT_EQ(recipes, 5);
}

}  // namespace
}  // namespace sent
