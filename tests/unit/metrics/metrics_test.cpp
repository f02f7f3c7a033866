// SPDX-License-Identifier: Apache-2.0

// Metrics as text: complete, merged with those of an earlier run, and valid for Prometheus's own tool.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "metrics/exposition.hpp"
#include "metrics/run_samples.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {
namespace {

metrics::RunFacts run_that_ends_with(int exit_code, int second) {
  metrics::RunFacts run;
  run.command = "run";
  run.exit_code = exit_code;
  run.ended_at = std::chrono::system_clock::time_point{std::chrono::seconds{second}};
  run.took = std::chrono::milliseconds{1500};
  run.totals.planned = 12;
  run.totals.delivered = 11;
  run.totals.rejected = 1;
  run.stages = {{"reading", std::chrono::seconds{1}}};
  return run;
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, ReportTheResultOfARun) {
  const std::string text = metrics::exposition(metrics::run_samples(run_that_ends_with(0, 1000)), "");
  for (const auto* line : {"# TYPE sent_source_data_run_exit_code gauge",
                           "sent_source_data_last_success_timestamp_seconds{command=\"run\"} 1000",
                           "sent_source_data_run_events{command=\"run\",outcome=\"delivered\"} 11",
                           "sent_source_data_run_duration_seconds{command=\"run\"} 1.5",
                           "sent_source_data_run_dirty_rows{command=\"run\",kind=\"unknown_source\"} 0"}) {
    EXPECT_TRUE(has_line(text, line)) << line << "\n" << text;
  }
}

TEST(Metrics, KeepTheTimeOfTheLastSuccessAfterAFailure) {
  for (const int code : {1, 2, 3, 4, 5, 6, 7, 8, 130, 143}) {
    const std::string failed = metrics::exposition(metrics::run_samples(run_that_ends_with(code, 2000)), "");
    EXPECT_EQ(failed.find("last_success"), std::string::npos) << code;
    const std::string after =
        metrics::exposition(metrics::run_samples(run_that_ends_with(code, 2000)),
                            metrics::exposition(metrics::run_samples(run_that_ends_with(0, 1000)), ""));
    EXPECT_TRUE(has_line(after, "sent_source_data_last_success_timestamp_seconds{command=\"run\"} 1000")) << after;
    EXPECT_TRUE(has_line(after, "sent_source_data_run_end_timestamp_seconds{command=\"run\"} 2000")) << after;
  }
}

TEST(Metrics, KeepEarlierValuesOfOtherCommandsAndOfAMissingLedger) {
  auto backfill = run_that_ends_with(0, 500);
  backfill.command = "backfill";
  auto earlier = metrics::run_samples(backfill);
  const auto of_ledger = metrics::deployment_samples("0.9", metrics::DeploymentFacts{std::nullopt, 2, 7});
  earlier.insert(earlier.end(), of_ledger.begin(), of_ledger.end());
  auto now = metrics::run_samples(run_that_ends_with(4, 900));
  const auto version = metrics::deployment_samples("1.0", std::nullopt);
  now.insert(now.end(), version.begin(), version.end());
  const std::string text = metrics::exposition(
      now, metrics::exposition(earlier, "") + "foreign_metric 1\nsent_source_data_unknown 1\nrubbish\n");
  EXPECT_TRUE(has_line(text, "sent_source_data_run_exit_code{command=\"backfill\"} 0")) << text;
  EXPECT_TRUE(has_line(text, "sent_source_data_run_exit_code{command=\"run\"} 4")) << text;
  EXPECT_TRUE(has_line(text, "sent_source_data_rejected_events 7")) << text;
  EXPECT_TRUE(has_line(text, "sent_source_data_build_info{version=\"1.0\"} 1")) << text;
  EXPECT_EQ(text.find("0.9"), std::string::npos);
  EXPECT_EQ(text.find("foreign"), std::string::npos);
  EXPECT_EQ(text.find("unknown 1"), std::string::npos);
  EXPECT_EQ(metrics::exposition(now, text), text) << "written again it is the same";
}

TEST(Metrics, SatisfyPromtool) {
  auto samples = metrics::run_samples(run_that_ends_with(0, 1000));
  const auto more =
      metrics::deployment_samples("1.0", metrics::DeploymentFacts{Instant{std::chrono::seconds{900}}, 2, 7});
  samples.insert(samples.end(), more.begin(), more.end());
  TemporaryDirectory directory;
  std::ofstream(directory.file("metrics")) << metrics::exposition(samples, "");
  const std::string command = "promtool check metrics < " + shell_word(directory.file("metrics")) + " > " +
                              shell_word(directory.file("said")) + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream said(directory.file("said"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(said), {}), "");
}

}  // namespace
}  // namespace sent::tests
