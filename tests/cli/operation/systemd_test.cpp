// SPDX-License-Identifier: Apache-2.0

// The commands of deploy/systemd's units, run by the program itself with the credentials that systemd would give it.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// The values of all lines KEY=value.
std::vector<std::string> values_of(const std::string& key, const std::string& unit) {
  std::vector<std::string> values;
  for (const auto& line : lines_of(unit)) {
    if (line.starts_with(key + "=")) values.push_back(line.substr(key.size() + 1));
  }
  return values;
}

// %d is the folder of the settings and the write key.
struct SystemdUnit : testing::Test {
  SystemdUnit() {
    std::ofstream(credentials.file("sent-source-data.toml")) << fmt::format(
        "[database]\nurl = \"{}\"\n[job]\nsettle = \"0s\"\n[sink]\npreset = \"file\"\npath = \"-\"\n", database.url());
    std::ofstream(credentials.file("write-key")) << "a-write-key\n";
  }

  // `instance` is the part after the @ of a template's name. By default it is also the command.
  ProgramResult start(const std::string& name, const std::string& instance = "") {
    const auto unit =
        replaced(replaced(read_project_file("deploy/systemd/" + name), "%i", instance), "$ARGUMENTS", instance);
    Environment environment;
    for (const auto& variable : values_of("Environment", unit)) {
      environment[variable.substr(0, variable.find('='))] =
          replaced(variable.substr(variable.find('=') + 1), "%d", credentials.path());
    }
    std::istringstream words(values_of("ExecStart", unit).at(0));
    Arguments arguments(std::istream_iterator<std::string>(words), {});
    for (auto& argument : arguments) argument = replaced(argument, "%d", credentials.path());
    EXPECT_EQ(arguments.front(), "/usr/bin/sent-source-data");
    arguments.erase(arguments.begin());
    return run_program(arguments, environment);
  }

  TestDatabase database{TestDatabase::With::contract};
  TemporaryDirectory credentials;
};

TEST_F(SystemdUnit, MigratesAndDeliversYesterday) {
  const auto migrated = start("sent-source-data@.service", "migrate");
  ASSERT_EQ(migrated.exit_code, 0) << migrated.err;
  const auto result = start("sent-source-data.service");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days"), "1");
}

}  // namespace
}  // namespace sent::tests
