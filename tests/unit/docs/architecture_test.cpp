// SPDX-License-Identifier: Apache-2.0

// The folders are the architecture: who may include whom, and which file includes which library. docs/architecture.md
// has the rules.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

using Names = std::set<std::string>;

Names names_in(const std::string& cell) {
  static const std::regex code("`([^`]+)`");
  Names names;
  for (std::sregex_iterator match(cell.begin(), cell.end(), code), end; match != end; ++match)
    names.insert((*match)[1]);
  return names;
}

// From the table of docs/architecture.md after `mark`: each name of the first column, with the names of the third.
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

// Whether `pattern`, a folder or `parent/*`, stands for `folder`.
bool stands_for(const std::string& pattern, const std::string& folder) {
  if (!pattern.ends_with("/*")) return pattern == folder;
  const std::string parent = pattern.substr(0, pattern.size() - 1);
  return folder.starts_with(parent) && folder.find('/', parent.size()) == std::string::npos;
}

bool any_stands_for(const Names& patterns, const std::string& folder) {
  return std::ranges::any_of(patterns, [&](const auto& pattern) { return stands_for(pattern, folder); });
}

// The name of the row for `folder`: its own, or else that of a pattern; none when there is neither.
std::optional<std::string> row_of(const std::map<std::string, Names>& rules, const std::string& folder) {
  if (rules.contains(folder)) return folder;
  for (const auto& [name, _] : rules) {
    if (stands_for(name, folder)) return name;
  }
  return std::nullopt;
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
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

// The folders of the table, in its order.
std::vector<std::string> folders_in_order() {
  std::istringstream page(read_project_file("docs/architecture.md"));
  std::vector<std::string> folders;
  static const std::regex row(R"(\| `([^`]+)` \|.*)");
  std::string line;
  while (std::getline(page, line) && line != "<!-- who may include whom -->") continue;
  for (std::smatch match; std::getline(page, line) && line.starts_with('|');) {
    if (std::regex_match(line, match, row)) folders.push_back(match[1]);
  }
  return folders;
}

struct SourceFile {
  std::string path;  // relative to src/
  std::string text;
};

std::vector<SourceFile> source_files() {
  const std::filesystem::path root = SENT_ROOT "/src";
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto extension = entry.path().extension();
    if (extension != ".cpp" && extension != ".hpp") continue;
    const std::string path = std::filesystem::relative(entry.path(), root);
    files.push_back({path, read_project_file("src/" + path)});
  }
  return files;
}

std::string namespace_of(const std::string& path) {
  const std::string place = folder(path);
  if (place.empty() || place == "model") return "sent";
  return "sent::" + std::regex_replace(place, std::regex("/"), "::");
}

// What a header declares at the level of its namespace: types, constants and functions. Forward declarations do not
// count.
Names declared_names(const std::string& text) {
  static const std::regex type(R"re(^(?:class|struct|enum class|enum) (\w+)(?: final)?(?: : [^;{]+)? \{.*)re");
  static const std::regex alias(R"re(^using (\w+) =.*)re");
  static const std::regex constant(
      R"re(^(?:inline |extern )?(?:constexpr |const )[\w:<>, *]*?(\w+)(?: = .*|\{.*|;))re");
  static const std::regex function(
      R"re(^(?:\[\[no\w+\]\] )?(?:inline |constexpr )*[\w:][\w:<>,&* ]* [&*]?(\w+)\(.*)re");
  Names names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    for (const auto* const pattern : {&type, &alias, &constant, &function}) {
      if (std::regex_match(line, match, *pattern)) {
        names.insert(match[1]);
        break;
      }
    }
  }
  return names;
}

TEST(Architecture, EveryFolderIncludesOnlyWhatItMay) {
  const auto allowed = rules_after("who may include whom");
  int checked = 0;
  for (const auto& include : includes()) {
    const std::string from = folder(include.file);
    const std::string to = folder(include.name);
    if (!include.quoted || from.empty() || to == from || to == "sql") continue;
    ++checked;
    const auto row = row_of(allowed, from);
    ASSERT_TRUE(row) << include.file << " is in a folder without a rule";
    EXPECT_TRUE(any_stands_for(allowed.at(*row), to)) << include.file << " includes " << include.name;
  }
  EXPECT_GT(checked, 400);
  for (const auto& file : source_files()) {
    if (folder(file.path).empty()) continue;
    EXPECT_TRUE(row_of(allowed, folder(file.path))) << file.path << " is in a folder without a rule";
  }
}

TEST(Architecture, NoArrowPointsBackwards) {
  const auto allowed = rules_after("who may include whom");
  Names above;
  for (const auto& name : folders_in_order()) {
    for (const auto& included : allowed.at(name)) {
      EXPECT_TRUE(above.contains(included)) << name << " includes " << included << ", which is not above it";
    }
    above.insert(name);
  }
  EXPECT_EQ(above.size(), allowed.size());
}

TEST(Architecture, EveryRuleIsUsed) {
  const auto rules = rules_after("who may include whom");
  std::map<std::string, Names> used;
  for (const auto& include : includes()) {
    const auto row = row_of(rules, folder(include.file));
    if (include.quoted && row) used[*row].insert(folder(include.name));
  }
  for (const auto& [from, targets] : rules) {
    for (const auto& to : targets) {
      EXPECT_TRUE(std::ranges::any_of(used[from], [&](const auto& folder) { return stands_for(to, folder); }))
          << from << " includes nothing of " << to;
    }
  }
}

TEST(Architecture, EveryFolderHasOneNamespace) {
  static const std::regex opening(R"re(^(?:inline )?namespace (sent[\w:]*) \{)re");
  for (const auto& file : source_files()) {
    std::istringstream lines(file.text);
    bool any = folder(file.path).empty();
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, opening)) continue;
      any = true;  // itself, or a group of names within it
      EXPECT_TRUE(match[1].str().starts_with(namespace_of(file.path))) << file.path << " opens " << match[1];
    }
    EXPECT_TRUE(any) << file.path << " has nothing in namespace " << namespace_of(file.path);
  }
}

TEST(Architecture, NoNameIsDeclaredTwiceInOneNamespace) {
  std::map<std::pair<std::string, std::string>, std::string> declared;
  for (const auto& file : source_files()) {
    if (!file.path.ends_with(".hpp")) continue;
    for (const auto& name : declared_names(file.text)) {
      const auto [other, is_new] = declared.try_emplace({namespace_of(file.path), name}, file.path);
      EXPECT_TRUE(is_new) << name << " is declared in " << file.path << " and in " << other->second;
    }
  }
  EXPECT_GT(declared.size(), 500);
}

// Inputs of the fuzzers are data, and so is what Python compiles.
TEST(Architecture, NoFolderHasMoreThan25Files) {
  std::map<std::string, int> files;
  for (const char* const top : {"/src", "/sql", "/tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SENT_ROOT + std::string(top))) {
      if (entry.is_regular_file()) ++files[entry.path().parent_path()];
    }
  }
  for (const auto& [name, count] : files) {
    if (name.find("/fuzz/corpus/") != std::string::npos || name.ends_with("__pycache__")) continue;
    EXPECT_LE(count, 25) << name;
  }
}

// After the licence and a blank line.
TEST(Architecture, EveryHeaderBeginsWithItsPurpose) {
  static const std::regex beginning("^// SPDX[^\n]*\n\n// [^\n]+\n(?://[^\n]*\n)*\n#pragma once\n");
  for (const auto& file : source_files()) {
    if (!file.path.ends_with(".hpp")) continue;
    EXPECT_TRUE(std::regex_search(file.text.substr(0, 4000), beginning, std::regex_constants::match_continuous))
        << file.path;
  }
}

// In a comment, in one of the words of CONTRIBUTING.md.
TEST(Architecture, EveryHeaderSaysWhichThreadsMayUseIt) {
  static const std::regex words(R"re((?:^|\n) *//[^\n]*\b(?:Thread-safe|Not thread-safe|A value|Values|Pure)\b)re");
  for (const auto& file : source_files()) {
    if (!file.path.ends_with(".hpp")) continue;
    EXPECT_TRUE(std::regex_search(file.text, words)) << file.path;
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

}  // namespace
}  // namespace sent::tests
