// SPDX-License-Identifier: Apache-2.0

// A tracking plan in a folder: which files are read, and what is reported about them.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "model/failure.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/samples/sample_rule.hpp"
#include "tracking_plan/schema/keywords.hpp"
#include "tracking_plan/tracking_plan.hpp"

namespace sent::tests {
namespace {

using Names = std::vector<std::string>;

struct PlanFolder : testing::Test {
  void write(const std::string& name, const std::string& text) { std::ofstream(folder.file(name)) << text; }
  std::string error() {
    try {
      (void)tracking_plan::load_tracking_plan(folder.path().string());
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.code(), ExitCode::usage);
      EXPECT_TRUE(failure.hint());
      return failure.what();
    }
    return "none";
  }
  TemporaryDirectory folder;
};

TEST_F(PlanFolder, ReplacesTheBuiltInPlan) {
  write("a.json", good_rule);
  write("README.md", "not a rule");
  const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(folder.path().string());
  ASSERT_EQ(plan.rules().size(), 1U);
  EXPECT_EQ(plan.rules()[0].version, 2);
  EXPECT_EQ(plan.rules()[0].stage, "other");
}

TEST_F(PlanFolder, EveryWrongFileIsReported) {
  write("a.json", "{");
  write("b.json", good_rule);
  write("c.json", "[]");
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: {}: at byte 2: not valid JSON\n"
                                 "  {}: must be an object with key, type, version and jsonSchema",
                                 folder.file("a.json"), folder.file("c.json")));
}

TEST_F(PlanFolder, EachNameMayAppearOnce) {
  write("a.json", good_rule);
  write("b.json", good_rule);
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: \"Went Home\" appears more than once: {}, {}",
                                 folder.file("a.json"), folder.file("b.json")));
  write("b.json",
        rule_with({{"key", "Left"}, {"jsonSchema", {{tracking_plan::schema::legacy_names_keyword, {"Went Home"}}}}}));
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: \"Went Home\" appears more than once: {}, {}",
                                 folder.file("a.json"), folder.file("b.json")));
  write("b.json", rule_with({{"key", "Left"},
                             {"jsonSchema", {{tracking_plan::schema::legacy_names_keyword, {"Gone", "Gone"}}}}}));
  EXPECT_EQ(error(), fmt::format("reading the tracking plan: \"Gone\" appears more than once: {}, {}",
                                 folder.file("b.json"), folder.file("b.json")));
}

TEST_F(PlanFolder, RulesAreOrderedByStage) {
  for (const char* const stage : {"stage 10", "other", "stage 2", "retention"}) {
    write(std::string(stage) + ".json", rule_with({{"key", stage}, {"jsonSchema", {{"labels", {{"stage", stage}}}}}}));
  }
  Names names;
  const tracking_plan::TrackingPlan plan = tracking_plan::load_tracking_plan(folder.path().string());
  for (const tracking_plan::Rule& rule : plan.rules()) names.push_back(rule.key);
  EXPECT_EQ(names, (Names{"retention", "stage 2", "stage 10", "other"}));
}

TEST_F(PlanFolder, HiddenAndSpecialFilesAreIgnored) {
  write("a.json", good_rule);
  write("._b.json", "of another system");
  ASSERT_EQ(::mkfifo(folder.file("c.json").c_str(), 0600), 0);
  EXPECT_EQ(tracking_plan::load_tracking_plan(folder.path().string()).rules().size(), 1U);
}

TEST_F(PlanFolder, MustExistAndContainARule) {
  EXPECT_EQ(error(), fmt::format("reading the tracking plan in \"{}\": the folder contains no *.json file",
                                 folder.path().string()));
  std::filesystem::remove_all(folder.path());
  EXPECT_EQ(error(),
            fmt::format("reading the tracking plan in \"{}\": No such file or directory", folder.path().string()));
}

}  // namespace
}  // namespace sent::tests
