// SPDX-License-Identifier: Apache-2.0

// Each preset respects its receiver's limits; tests/cli/receivers/{segment,rudderstack,jitsu}_test.cpp send with them.

#include "config/preset.hpp"

#include <gtest/gtest.h>

#include <map>

#include "config/load.hpp"
#include "model/failure.hpp"
#include "support/receivers/jitsu_rules.hpp"
#include "support/receivers/rudderstack_rules.hpp"

namespace sent::tests {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

config::Config::Sink sink_with(const std::string& preset, const std::string& url = "") {
  Pairs set{{"sink.preset", preset}, {"sink.write_key", "some-key-of-any-kind"}};
  if (!url.empty()) set.emplace_back("sink.url", url);
  return config::load_config(std::nullopt, {}, set, config::Need::everything).sink;
}

std::string error_with(const std::string& preset, const std::string& url) {
  try {
    (void)sink_with(preset, url);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "none";
}

TEST(Presets, SegmentUsesTheHostOfTheRegion) {
  EXPECT_EQ(sink_with("segment-us").url, "https://api.segment.io/v1/batch");
  EXPECT_EQ(sink_with("segment-eu").url, "https://events.eu1.segmentapis.com/v1/batch");
}

// 32 KB, 500 KB, 2,500 events and 1,000 events per second. Where a KB may mean 1,000 or 1,024 bytes, the limit is the
// smaller one, as in Segment's own libraries.
TEST(Presets, SegmentRespectsItsLimits) {
  for (const char* const preset : {"segment-us", "segment-eu"}) {
    const config::Config::Sink sink = sink_with(preset);
    EXPECT_EQ(sink.max_event_bytes, 32'000U);
    EXPECT_EQ(sink.max_body_bytes, 475'000U);
    EXPECT_EQ(sink.max_batch_events, 2'500U);
    EXPECT_EQ(sink.max_events_per_second, 500U);
    EXPECT_TRUE(sink.gzip);
  }
}

TEST(Presets, RudderstackRespectsItsLimits) {
  const config::Config::Sink sink = sink_with("rudderstack", "https://dp.test/v1/batch");
  EXPECT_EQ(sink.max_body_bytes, 4'000'000U);
  EXPECT_LE(sink.max_body_bytes, RudderStackGateway{}.max_body_bytes);
  EXPECT_EQ(sink.max_event_bytes, 32'000U) << "32 KB per call on its own hosts";
  EXPECT_EQ(sink.max_events_per_second, 0U) << "no limit unless it is turned on";
  EXPECT_TRUE(sink.gzip);
}

TEST(Presets, JitsuRespectsItsLimits) {
  const config::Config::Sink sink = sink_with("jitsu", "https://jitsu.test/api/s/s2s/batch");
  EXPECT_EQ(sink.max_event_bytes, 900'000U);
  EXPECT_LT(sink.max_event_bytes, JitsuIngest{}.max_message_bytes) << "the request's headers are part of a message";
  EXPECT_LT(sink.max_body_bytes, 1U << 20U);
  EXPECT_TRUE(sink.gzip);
}

TEST(Presets, ReceiverUrlMustHaveAPath) {
  EXPECT_NE(error_with("rudderstack", "https://dp.test")
                .find("sink.url (from --set) has no path: with preset rudderstack it must end in /v1/batch"),
            std::string::npos)
      << error_with("rudderstack", "https://dp.test");
  EXPECT_NE(error_with("jitsu", "https://jitsu.test/?x=/y").find("must end in /api/s/s2s/batch"), std::string::npos);
  EXPECT_NE(error_with("segment-us", "https://api.segment.io/").find("must end in /v1/batch"), std::string::npos);
  EXPECT_EQ(error_with("rudderstack", "https://dp.test/own/way"), "none")
      << "perhaps a gateway's; check warns about it";
  EXPECT_EQ(error_with("custom", "https://r.test"), "none");
}

}  // namespace
}  // namespace sent::tests
