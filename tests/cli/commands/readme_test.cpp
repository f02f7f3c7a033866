// SPDX-License-Identifier: Apache-2.0

// Every command of the README, exactly as it is written there.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <iterator>
#include <regex>
#include <sstream>

#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {
namespace {

// The lines of all blocks of shell, without comments.
std::vector<std::string> commands() {
  const std::string page = read_project_file("README.md");
  static const std::regex block("```sh\n([^`]*)```"), comment(" +#.*");
  std::vector<std::string> found;
  for (std::sregex_iterator match(page.begin(), page.end(), block), end; match != end; ++match) {
    for (const auto& line : lines_of((*match)[1])) found.push_back(std::regex_replace(line, comment, ""));
  }
  return found;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), {}};
}

TEST(Readme, EveryCommandWorks) {
  TestDatabase database(TestDatabase::With::contract);
  const Receiver receiver;
  const Environment environment{{"DATABASE_URL", database.url()},
                                {"SEGMENT_WRITE_KEY", "test-key"},
                                {"SENT_SOURCE_DATA_SINK_PRESET", "custom"},
                                {"SENT_SOURCE_DATA_SINK_URL", receiver.url()},
                                {"SENT_SOURCE_DATA_JOB_SETTLE", "0s"}};  // whatever time it is
  const std::string yesterday = database.value("select (now() at time zone 'UTC')::date - 1");
  database.load_sample(yesterday);
  std::map<std::string, std::string> printed;
  for (const auto& line : commands()) {
    auto words = words_of(line);
    if (words.empty() || words.front() != "sent-source-data") continue;
    words.erase(words.begin());
    const auto result = run_program(words, environment);
    EXPECT_EQ(result.exit_code, 0) << line << '\n' << result.err;
    printed[line] = result.out;
  }
  EXPECT_EQ(lines_of(printed.at("sent-source-data run --dry-run --limit 3")).size(), 3U);
  EXPECT_NE(printed.at("sent-source-data run --dry-run --format summary").find("events      51"), std::string::npos);
  EXPECT_EQ(receiver.events().size(), 51U) << "sent by run, and only then";
  EXPECT_NE(printed.at("sent-source-data status").find(yesterday), std::string::npos);
}

TEST(Readme, TheQuickstartDeliversADay) {
  const std::string script =
      "cd " + shell_word(SENT_ROOT) + " && sh deploy/quickstart.sh --program " + shell_word(tested_program());
  const std::string text = output_of(script);
  EXPECT_NE(text.find("\"sourceSlug\": \"rein.pk\""), std::string::npos) << text;
  EXPECT_NE(text.find("still 51 events. Done; the database is stopped and removed."), std::string::npos) << text;
}

// Even if PostgreSQL's user may not enter the folder, or a shell would take its name apart.
TEST(Readme, TheQuickstartWorksWithAnyTemporaryFolder) {
  const TemporaryDirectory folder;
  for (const std::string name : {"closed", "it's \"a\" blank", "\xc3\xa9t\xc3\xa9"}) {
    ASSERT_EQ(mkdir(folder.file(name).c_str(), S_IRWXU), 0);
    const std::string script = "umask 077; export LANG=C TMPDIR=" + shell_word(folder.file(name)) + "; cd " +
                               shell_word(SENT_ROOT) + " && sh deploy/quickstart.sh --program " +
                               shell_word(tested_program()) + " 2>&1";
    EXPECT_NE(output_of(script).find("Done; the database is stopped and removed."), std::string::npos) << name;
    EXPECT_TRUE(std::filesystem::is_empty(folder.file(name))) << "nothing is left in it";
  }
}

// tests/run.sh runs this test.
TEST(Readme, HasNoUntestedCommands) {
  std::set<std::string> others;
  for (const auto& line : commands()) {
    if (!line.starts_with("sent-source-data ")) others.insert(line);
  }
  EXPECT_EQ(others, (std::set<std::string>{"sh deploy/quickstart.sh", "sh tests/run.sh",
                                           "export PATH=$PWD/build/release:$PATH "
                                           "DATABASE_URL=postgresql://job@db.internal/product SEGMENT_WRITE_KEY=…"}));
}

}  // namespace
}  // namespace sent::tests
