// SPDX-License-Identifier: Apache-2.0

// Runs the commands of docs/adopt.md in order and compares their output with the page.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>

#include "support/database/test_session.hpp"
#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/program.hpp"
#include "support/servers/postgres_cluster.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {
namespace {

const std::string mark = "-- block --";
const std::regex block("```(sh|text)\n([^`]*)```\n");

// Runs the page's commands in one shell, in a folder with the repository's files.
class Shell {
 public:
  // The output of each block; fewer if one failed.
  std::vector<std::string> run(const std::vector<std::string>& commands) {
    for (const std::string name : {"sql", "tests"}) {
      std::filesystem::create_symlink(SENT_ROOT "/" + name, folder_.file(name));
    }
    std::ofstream script(folder_.file("page.sh"));
    for (const auto& block_of_commands : commands) script << block_of_commands << "echo '" << mark << "'\n";
    script.close();
    return split(output_of("cd " + shell_word(folder_.path().string()) + " && env -i PATH=" +
                           shell_word(program_folder()) + ":/usr/bin:/bin " + server() + " sh -eu page.sh 2>errors"));
  }
  [[nodiscard]] std::string errors() const {
    std::ifstream file(folder_.file("errors"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  static std::string program_folder() { return std::filesystem::path(tested_program()).parent_path(); }
  static std::string server() {
    return "PGHOST=127.0.0.1 PGUSER=postgres PGPORT=" + std::to_string(PostgresCluster::shared().port());
  }
  static std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (auto end = text.find(mark); end != std::string::npos; end = text.find(mark, begin)) {
      parts.push_back(text.substr(begin, end - begin));
      begin = end + mark.size() + 1;
    }
    return parts;
  }

  TemporaryDirectory folder_;
};

// What differs from machine to machine and from day to day.
std::string steady(std::string text) {
  text = std::regex_replace(text, std::regex("PostgreSQL [0-9.]+"), "PostgreSQL 15.0");
  text = std::regex_replace(text, std::regex("127.0.0.1:[0-9]+"), "127.0.0.1:5432");
  text = std::regex_replace(text, std::regex("had data on [0-9-]+"), "had data on 2026-03-10");
  return std::regex_replace(text, std::regex("yesterday in UTC was [0-9-]+, which ended at [0-9-]+"),
                            "yesterday in UTC was 2026-03-10, which ended at 2026-03-11");
}

// Both roles and the database of the page belong to the whole server.
struct AdoptPage : testing::Test {
  ~AdoptPage() override {
    TestSession session(PostgresCluster::shared().url("postgres"));
    session.exec("drop database if exists adopt with (force)");
    session.exec("drop role if exists sent_source_data_reader, sent_source_data_ledger");
  }
};

TEST_F(AdoptPage, ShowsTheOutputOfItsCommands) {
  const std::string page = read_project_file("docs/adopt.md");
  std::vector<std::string> commands;
  for (std::sregex_iterator found(page.begin(), page.end(), block), end; found != end; ++found) {
    if ((*found)[1] == "sh") commands.push_back((*found)[2]);
  }
  Shell shell;
  const auto printed = shell.run(commands);
  ASSERT_EQ(printed.size(), commands.size()) << shell.errors();
  std::string actual;
  std::size_t done = 0;
  auto rest = page.cbegin();
  for (std::sregex_iterator found(page.begin(), page.end(), block), end; found != end; ++found) {
    actual.append(rest, (*found)[0].first);
    const bool is_output = (*found)[1] == "text";
    actual += is_output ? "```text\n" + steady(printed.at(done - 1)) + "```\n" : (*found)[0].str();
    done += is_output ? 0 : 1;
    rest = (*found)[0].second;
  }
  actual.append(rest, page.cend());
  expect_golden("docs/adopt.md", actual);
}

}  // namespace
}  // namespace sent::tests
