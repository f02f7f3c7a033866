// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/sink_checks.hpp"

#include <gtest/gtest.h>

#include "support/samples/sample_sink.hpp"

namespace sent::tests {
namespace {

TEST(SinkChecks, CompareTheHostWithTheRegion) {
  const std::string us = "https://api.segment.io/v1/batch";
  const std::string eu = "https://events.eu1.segmentapis.com/v1/batch";
  EXPECT_EQ(command::check::receiver::judge_region(sink_of(config::Preset::segment_us, us))->outcome,
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(command::check::receiver::judge_region(sink_of(config::Preset::segment_eu, eu))->outcome,
            command::check::checklist::CheckOutcome::ok);
  EXPECT_NE(command::check::receiver::judge_region(sink_of(config::Preset::segment_eu, eu))
                ->message.find("may answer 200 and drop"),
            std::string::npos);
  EXPECT_EQ(command::check::receiver::judge_region(sink_of(config::Preset::segment_eu, us))->outcome,
            command::check::checklist::CheckOutcome::error);
  EXPECT_EQ(command::check::receiver::judge_region(sink_of(config::Preset::segment_us, eu))->code, ExitCode::usage);
  EXPECT_EQ(command::check::receiver::judge_region(sink_of(config::Preset::segment_us, eu))->message,
            "sink.url belongs to segment-eu, but sink.preset is segment-us");
  EXPECT_EQ(
      command::check::receiver::judge_region(sink_of(config::Preset::segment_us, "https://gateway.test/b"))->outcome,
      command::check::checklist::CheckOutcome::warning);
  EXPECT_FALSE(command::check::receiver::judge_region(sink_of(config::Preset::rudderstack, "https://gateway.test/b")));
}

TEST(SinkChecks, KnowThePathsThatAcceptBatches) {
  const auto outcome = [](config::Preset preset, const std::string& url) {
    return command::check::receiver::judge_path(sink_of(preset, url))->outcome;
  };
  EXPECT_EQ(outcome(config::Preset::rudderstack, "https://dp.test/v1/batch"),
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(outcome(config::Preset::rudderstack, "https://dp.test/behind/v1/batch?x=/y"),
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(outcome(config::Preset::rudderstack, "https://dp.test/v1/track"),
            command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(outcome(config::Preset::jitsu, "https://jitsu.test/api/s/s2s/batch"),
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(outcome(config::Preset::jitsu, "https://jitsu.test/v1/batch"),
            command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(outcome(config::Preset::segment_eu, "https://events.eu1.segmentapis.com/batch"),
            command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(command::check::receiver::judge_path(sink_of(config::Preset::jitsu, "https://jitsu.test/v1/batch?key=hush"))
                ->message,
            "sink.url has the path /v1/batch, but preset jitsu expects one that ends in /api/s/s2s/batch");
  EXPECT_FALSE(command::check::receiver::judge_path(sink_of(config::Preset::custom, "https://r.test/x")));
}

TEST(SinkChecks, KnowTheFormOfAWriteKeyAndNeverShowIt) {
  const std::string usual = "hushA1hushA1hushA1hushA1hushA1hu";
  const std::vector<std::tuple<config::Preset, std::string, command::check::checklist::CheckOutcome>> cases{
      {config::Preset::segment_us, usual, command::check::checklist::CheckOutcome::ok},
      {config::Preset::segment_eu, usual + "x", command::check::checklist::CheckOutcome::warning},
      {config::Preset::segment_us, "hushA1-hush", command::check::checklist::CheckOutcome::warning},
      {config::Preset::segment_us, "-" + usual.substr(1), command::check::checklist::CheckOutcome::warning},
      {config::Preset::jitsu, "hush:hush", command::check::checklist::CheckOutcome::ok},
      {config::Preset::jitsu, "hushhush", command::check::checklist::CheckOutcome::warning},
      {config::Preset::jitsu, ":hush", command::check::checklist::CheckOutcome::warning},
      {config::Preset::jitsu, "hush:", command::check::checklist::CheckOutcome::warning},
      {config::Preset::rudderstack, "hush", command::check::checklist::CheckOutcome::ok},
      {config::Preset::custom, "", command::check::checklist::CheckOutcome::ok}};
  for (const auto& [preset, key, outcome] : cases) {
    const command::check::checklist::Check check =
        command::check::receiver::judge_write_key(sink_of(preset, "https://r.test/b", key));
    EXPECT_EQ(check.outcome, outcome) << key;
    EXPECT_EQ((check.message + check.hint.value_or("")).find("hush"), std::string::npos) << check.message;
  }
}

}  // namespace
}  // namespace sent::tests
