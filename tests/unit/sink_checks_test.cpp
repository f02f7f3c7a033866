#include "check/sink_checks.hpp"

#include <gtest/gtest.h>

#include "support/sample_sink.hpp"

namespace sent {
namespace {

TEST(SinkChecks, CompareTheHostWithTheRegion) {
  const std::string us = "https://api.segment.io/v1/batch";
  const std::string eu = "https://events.eu1.segmentapis.com/v1/batch";
  EXPECT_EQ(judge_region(sink_of(Preset::segment_us, us))->outcome, CheckOutcome::ok);
  EXPECT_EQ(judge_region(sink_of(Preset::segment_eu, eu))->outcome, CheckOutcome::ok);
  EXPECT_NE(judge_region(sink_of(Preset::segment_eu, eu))->message.find("may answer 200 and drop"), std::string::npos);
  EXPECT_EQ(judge_region(sink_of(Preset::segment_eu, us))->outcome, CheckOutcome::error);
  EXPECT_EQ(judge_region(sink_of(Preset::segment_us, eu))->code, ExitCode::usage);
  EXPECT_EQ(judge_region(sink_of(Preset::segment_us, eu))->message, "sink.url is of segment-eu, and sink.preset is segment-us");
  EXPECT_EQ(judge_region(sink_of(Preset::segment_us, "https://gateway.test/b"))->outcome, CheckOutcome::warning);
  EXPECT_FALSE(judge_region(sink_of(Preset::rudderstack, "https://gateway.test/b")));
}

TEST(SinkChecks, KnowWhereAReceiverTakesBatches) {
  const auto outcome = [](Preset preset, const std::string& url) { return judge_path(sink_of(preset, url))->outcome; };
  EXPECT_EQ(outcome(Preset::rudderstack, "https://dp.test/v1/batch"), CheckOutcome::ok);
  EXPECT_EQ(outcome(Preset::rudderstack, "https://dp.test/behind/v1/batch?x=/y"), CheckOutcome::ok);
  EXPECT_EQ(outcome(Preset::rudderstack, "https://dp.test/v1/track"), CheckOutcome::warning);
  EXPECT_EQ(outcome(Preset::jitsu, "https://jitsu.test/api/s/s2s/batch"), CheckOutcome::ok);
  EXPECT_EQ(outcome(Preset::jitsu, "https://jitsu.test/v1/batch"), CheckOutcome::warning);
  EXPECT_EQ(outcome(Preset::segment_eu, "https://events.eu1.segmentapis.com/batch"), CheckOutcome::warning);
  EXPECT_EQ(judge_path(sink_of(Preset::jitsu, "https://jitsu.test/v1/batch?key=hush"))->message,
            "sink.url has the path /v1/batch, and preset jitsu sends to one that ends in /api/s/s2s/batch");
  EXPECT_FALSE(judge_path(sink_of(Preset::custom, "https://r.test/x")));
}

TEST(SinkChecks, KnowTheFormOfAWriteKeyAndNeverShowIt) {
  const std::string usual = "hushA1hushA1hushA1hushA1hushA1hu";
  const std::vector<std::tuple<Preset, std::string, CheckOutcome>> cases{
      {Preset::segment_us, usual, CheckOutcome::ok},           {Preset::segment_eu, usual + "x", CheckOutcome::warning},
      {Preset::segment_us, "hushA1-hush", CheckOutcome::warning}, {Preset::segment_us, "-" + usual.substr(1), CheckOutcome::warning},
      {Preset::jitsu, "hush:hush", CheckOutcome::ok},          {Preset::jitsu, "hushhush", CheckOutcome::warning},
      {Preset::jitsu, ":hush", CheckOutcome::warning},         {Preset::jitsu, "hush:", CheckOutcome::warning},
      {Preset::rudderstack, "hush", CheckOutcome::ok},         {Preset::custom, "", CheckOutcome::ok}};
  for (const auto& [preset, key, outcome] : cases) {
    const Check check = judge_write_key(sink_of(preset, "https://r.test/b", key));
    EXPECT_EQ(check.outcome, outcome) << key;
    EXPECT_EQ((check.message + check.hint).find("hush"), std::string::npos) << check.message;
  }
}

}  // namespace
}  // namespace sent
