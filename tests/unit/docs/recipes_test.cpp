// SPDX-License-Identifier: Apache-2.0

// docs/recipes.md names files that exist, and each command is where its recipe says.

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "config/settings.hpp"
#include "program/registry.hpp"
#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

using Names = std::set<std::string>;

// Each has at most five steps and names existing files.
TEST(Recipes, AreShortAndNameExistingFiles) {
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

// The folders directly below src/command.
Names command_folders() {
  Names folders;
  for (const auto& entry : std::filesystem::directory_iterator(SENT_ROOT "/src/command")) {
    if (entry.is_directory()) folders.insert(entry.path().filename());
  }
  return folders;
}

Names matches(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  Names found;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end; ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

TEST(Recipes, EachFolderOfACommandHasItsHeaderAndSource) {
  for (const auto& name : command_folders()) {
    for (const char* const extension : {".hpp", ".cpp"}) {
      const std::string file = name + "/" + name + "_command" + extension;
      EXPECT_TRUE(std::filesystem::exists(SENT_ROOT "/src/command/" + file)) << file;
    }
  }
}

// A mode of two commands. It has its own folder because it is large.
const Names modes{"dry_run"};

TEST(Recipes, EachCommandIsDefinedInItsFolderAndRegisteredByOneLine) {
  const std::string registry = read_project_file("src/program/registry.cpp");
  Names defined;
  for (const auto& name : command_folders()) {
    const auto made = matches(read_project_file("src/command/" + name + "/" + name + "_command.hpp"),
                              R"(Definition make_(\w+)_command\()");
    EXPECT_EQ(made.empty(), modes.contains(name)) << name;
    for (const auto& command : made) {
      const auto lines = matches(registry, "(command::" + name + "::make_" + command + "_command\\()");
      EXPECT_EQ(lines.size(), 1U) << command;
      defined.insert(command);
    }
  }
  Names registered;
  for (const auto& command : program::make_commands()) registered.insert(command.line.name);
  EXPECT_EQ(registered, defined);
}

TEST(Recipes, EachCommandUsesSettingsThatExist) {
  Names sections;
  for (const auto& setting : config::settings()) sections.insert(setting.name.substr(0, setting.name.find('.')));
  for (const auto& command : program::make_commands()) {
    EXPECT_FALSE(command.line.settings.empty()) << command.line.name;
    for (const auto& section : command.line.settings) EXPECT_TRUE(sections.contains(section)) << section;
  }
}

}  // namespace
}  // namespace sent::tests
