// What deploy/ gives to a scheduler is what the program does.

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "model/exit_code.hpp"
#include "support/job.hpp"

namespace sent {
namespace {

using Json = nlohmann::json;

// Of a YAML file with one document.
Json read_yaml(const std::string& file) {
  const std::string command = "python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))' " SENT_ROOT "/" + file;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string text;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) text += static_cast<char>(c);
  return Json::parse(text);
}

struct BackfillJob : testing::Test {
  const Json job = read_yaml("deploy/kubernetes/backfill-job.yaml");
  const Json spec = job["spec"];
  const Json pod = spec["template"]["spec"];
  const Json container = pod["containers"][0];
};

TEST_F(BackfillJob, RunsSeveralWorkersUntilOneHasSeenTheEnd) {
  EXPECT_EQ(job["apiVersion"], "batch/v1");
  EXPECT_EQ(job["kind"], "Job");
  EXPECT_GT(spec["parallelism"].get<int>(), 1);
  EXPECT_FALSE(spec.contains("completions")) << "workers share the days, they do not each do a part";
  EXPECT_EQ(pod["restartPolicy"], "Never") << "a podFailurePolicy asks for it";
}

TEST_F(BackfillJob, GivesUpOnTheCodesThatAnotherAttemptDoesNotChange) {
  const Json& rule = spec["podFailurePolicy"]["rules"][0];
  EXPECT_EQ(rule["action"], "FailJob");
  EXPECT_EQ(rule["onExitCodes"]["containerName"], container["name"]);
  const auto given_up = rule["onExitCodes"]["values"].get<std::set<int>>();
  EXPECT_EQ(given_up, (std::set<int>{static_cast<int>(ExitCode::usage), static_cast<int>(ExitCode::events_rejected),
                                     static_cast<int>(ExitCode::receiver_refuses), static_cast<int>(ExitCode::day_not_closed)}));
}

TEST_F(BackfillJob, RunsWithoutPrivileges) {
  EXPECT_EQ(pod["automountServiceAccountToken"], false);
  EXPECT_EQ(pod["securityContext"]["runAsNonRoot"], true);
  EXPECT_EQ(container["securityContext"]["readOnlyRootFilesystem"], true);
  EXPECT_EQ(container["securityContext"]["allowPrivilegeEscalation"], false);
}

TEST_F(BackfillJob, HasArgumentsThatTheProgramTakes) {
  TestDatabase database;
  const auto arguments = container["args"].get<Arguments>();
  Environment environment{{"DATABASE_URL", database.url()}, {"SENT_SOURCE_DATA_SINK_PRESET", "file"}, {"SENT_SOURCE_DATA_SINK_PATH", "-"}};
  for (const Json& variable : container["env"]) environment[variable["name"]] = variable["value"];
  const auto result = run_program(arguments, environment);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days"), "31");
}

}  // namespace
}  // namespace sent
