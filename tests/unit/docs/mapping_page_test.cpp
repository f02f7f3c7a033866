// SPDX-License-Identifier: Apache-2.0

// docs/mapping.md and the tables of docs/adopt.md that say how to map one's own tables.

#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <regex>
#include <sstream>

#include "read/contract.hpp"
#include "support/files/golden.hpp"
#include "support/suite/test_names.hpp"

namespace sent::tests {
namespace {

// The section, from its heading to the next one.
std::string section_of(const std::string& page, const std::string& title) {
  const auto begin = page.find("\n## " + title + "\n");
  EXPECT_NE(begin, std::string::npos) << title;
  return begin == std::string::npos ? "" : page.substr(begin, page.find("\n## ", begin + 1) - begin);
}

std::vector<std::string> lines_of_sql(const std::string& text) {
  static const std::regex block("```sql\n([^`]*)```");
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), block), end; match != end; ++match) {
    std::istringstream lines((*match)[1]);
    for (std::string line; std::getline(lines, line);) found.push_back(line);
  }
  return found;
}

// The example is tested against its product's tables, so what it contains is right.
TEST(MappingPage, ShowsEachCaseByLinesOfTheExample) {
  const std::string page = read_project_file("docs/mapping.md");
  const std::string example = read_project_file("sql/examples/saas.sql");
  for (const std::string title :
       {"The ids of your other tracking", "Invitations", "Soft deletes", "Archived projects", "Personal owners",
        "Timestamps without a zone", "Hourly tables", "Methods and libraries"}) {
    const auto lines = lines_of_sql(section_of(page, title));
    EXPECT_FALSE(lines.empty()) << title;
    for (const auto& line : lines) EXPECT_NE(example.find(line + "\n"), std::string::npos) << title << ": " << line;
  }
}

TEST(MappingPage, SaysWhichIdsMustMatchThoseOfOtherTracking) {
  const std::string page = read_project_file("docs/mapping.md");
  const std::string section = section_of(page, "The ids of your other tracking");
  EXPECT_NE(section.find("`user_id` must be the id that they send as `userId`"), std::string::npos);
  EXPECT_NE(section.find("`owner_id` of a workspace must be the id of their `group` calls"), std::string::npos);
  const std::string adopt = read_project_file("docs/adopt.md");
  for (const std::string word : {"source", "owner", "user"}) {
    EXPECT_NE(adopt.find("\n| " + word + " | "), std::string::npos) << word;
  }
}

TEST(AdoptPageTypes, NameEachColumnOnce) {
  std::string first_cells;
  for (const auto& row : table_rows(read_project_file("docs/adopt.md"), "types")) {
    first_cells += row.substr(0, row.find('|', 2));
  }
  for (const auto& column : read::contract_columns()) {
    const std::string name = "`" + std::string(column.name) + "`";
    const auto at = first_cells.find(name);
    EXPECT_NE(at, std::string::npos) << name;
    EXPECT_EQ(first_cells.find(name, at + 1), std::string::npos) << name;
  }
}

TEST(AdoptPageExamples, AreAllInItsTable) {
  const std::string page = read_project_file("docs/adopt.md");
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SENT_ROOT "/sql/examples")) {
    const std::string name = entry.path().filename();
    EXPECT_NE(page.find("[" + name + "](../sql/examples/" + name + ")"), std::string::npos) << name;
    ++files;
  }
  EXPECT_GE(files, 5);
}

TEST(AdoptPageSchedule, GoesTogetherWithTheTimeZone) {
  const std::string page = read_project_file("docs/adopt.md");
  const auto begin = page.find("**Schedule and time zone go together.**");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string part : {"`job.timezone`", "`job.settle`", "`timeZone`", "`OnCalendar`", "`CRON_TZ`"}) {
    EXPECT_NE(page.find(part, begin), std::string::npos) << part;
  }
}

}  // namespace
}  // namespace sent::tests
