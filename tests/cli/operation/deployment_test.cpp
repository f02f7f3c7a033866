// SPDX-License-Identifier: Apache-2.0

// The program does what the files of deploy/ tell a scheduler.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

// The only document of a YAML file.
Json read_yaml(const std::string& file) {
  const std::string command =
      "python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))' " +
      shell_word(SENT_ROOT "/" + file);
  return Json::parse(output_of(command));
}

// The container of a Job or a CronJob, and its settings.
class ContainerOf {
 public:
  explicit ContainerOf(const std::string& file, const std::string& settings_file = "base/daily/sent-source-data.toml")
      : object_(read_yaml("deploy/kubernetes/" + file)), settings_file_(settings_file) {}

  // The container's arguments, with the path of the settings replaced.
  [[nodiscard]] Arguments arguments() const {
    auto arguments = container()["args"].get<Arguments>();
    *(std::find(arguments.begin(), arguments.end(), "--config") + 1) = SENT_ROOT "/deploy/kubernetes/" + settings_file_;
    return arguments;
  }

  // The variables with a value, and those of the others that are in `secrets`.
  [[nodiscard]] Environment environment(const Environment& secrets) const {
    Environment environment;
    for (const Json& variable : container()["env"]) {
      const auto name = variable["name"].get<std::string>();
      if (secrets.contains(name)) {
        environment[name] = secrets.at(name);
      } else if (variable.contains("value")) {
        environment[name] = variable["value"];
      } else {
        EXPECT_TRUE(variable["valueFrom"]["secretKeyRef"].value("optional", false)) << name;
      }
    }
    return environment;
  }

 private:
  [[nodiscard]] const Json& container() const {
    const Json& job = object_["kind"] == "CronJob" ? object_["spec"]["jobTemplate"] : object_;
    return job["spec"]["template"]["spec"]["containers"][0];
  }

  Json object_;
  std::string settings_file_;
};

// Its pods run here, except that events go to standard output.
struct Pod : testing::Test {
  ProgramResult run(const ContainerOf& container, const Settings& settings = {}) {
    std::ofstream(key_file) << "a-write-key\n";
    auto arguments = container.arguments();
    arguments.insert(arguments.begin(), {"--set", "sink.preset=file", "--set", "sink.path=-"});
    for (const auto& [name, value] : settings) arguments.insert(arguments.begin(), {"--set", name + "=" + value});
    return run_program(arguments, container.environment({{"DATABASE_URL", database.url()},
                                                         {"SENT_SOURCE_DATA_SINK_WRITE_KEY_FILE", key_file}}));
  }

  // With job.settle = 0s yesterday is closed at any time of the day.
  void expect_that_yesterday_is_delivered(const std::string& layer) {
    ASSERT_EQ(run(ContainerOf("base/migrate/job.yaml")).exit_code, 0);
    const ContainerOf daily("base/daily/cron-job.yaml", layer + "/daily/sent-source-data.toml");
    const auto result = run(daily, {{"job.settle", "0s"}});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(database.value("select count(*) from sent_source_data.days"), "1");
  }

  TestDatabase database{TestDatabase::With::contract};
  TemporaryDirectory folder;
  const std::string key_file = folder.file("write-key");
};

TEST_F(Pod, MigrateCreatesTheLedger) {
  const auto result = run(ContainerOf("base/migrate/job.yaml"));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days"), "0");
}

TEST_F(Pod, TheDailyRunDeliversYesterday) { expect_that_yesterday_is_delivered("base"); }

TEST_F(Pod, TheDailyRunOfTheExampleDeliversYesterday) { expect_that_yesterday_is_delivered("overlays/example"); }

TEST_F(Pod, ABackfillDeliversItsDays) {
  ASSERT_EQ(run(ContainerOf("base/migrate/job.yaml")).exit_code, 0);
  const auto result = run(ContainerOf("base/backfill/job.yaml"));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days"), "31");
}

}  // namespace
}  // namespace sent::tests
