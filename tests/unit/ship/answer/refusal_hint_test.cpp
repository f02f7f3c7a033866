// SPDX-License-Identifier: Apache-2.0

#include "ship/answer/refusal_hint.hpp"

#include <gtest/gtest.h>

#include "support/samples/sample_sink.hpp"

namespace sent::tests {
namespace {

TEST(RefusalHint, ExplainsTheReceiversReason) {
  const std::vector<std::tuple<config::Preset, std::string, std::string>> cases{
      {config::Preset::rudderstack, "HTTP 404: source is disabled", "enable the source in RudderStack, then run again"},
      {config::Preset::rudderstack, "HTTP 404: Source is disabled", "enable the source in RudderStack, then run again"},
      {config::Preset::rudderstack, "HTTP 401: invalid write key",
       "copy sink.write_key again from the source in RudderStack, then run again: no source of this data plane has "
       "this "
       "key"},
      {config::Preset::rudderstack, "HTTP 401: failed to read writekey from header",
       "make every proxy before the data plane pass the header Authorization on: the write key did not arrive"},
      {config::Preset::rudderstack, "HTTP 404: 404 page not found",
       "check sink.url: preset rudderstack sends to a path that ends in /v1/batch; then run again"},
      {config::Preset::jitsu, R"(HTTP 401: {"error":"stream not found: for: [slug: ]"})",
       "copy a server key, both parts of id:secret, from the site's settings again, then run again: Jitsu does not "
       "know "
       "this key"},
      {config::Preset::jitsu, R"(HTTP 200: {"errors":["Message ID: a: no destinations found for stream: s"]})",
       "connect a destination to the site, then run again: without one, Jitsu drops the events"},
      {config::Preset::jitsu, "HTTP 404: 404 page not found",
       "check sink.url: preset jitsu sends to a path that ends in /api/s/s2s/batch; then run again"},
      {config::Preset::segment_us, "HTTP 403",
       "check sink.write_key, and that the workspace is in the region of sink.preset, then run again"},
      {config::Preset::custom, "HTTP 404: source is disabled", "check sink.write_key and sink.url, then run again"},
      {config::Preset::custom, "HTTP 401", "check sink.write_key and sink.url, then run again"}};
  for (const auto& [preset, reason, hint] : cases)
    EXPECT_EQ(ship::answer::refusal_hint(sink_of(preset, "https://r.test/v1/batch"), reason), hint) << reason;
}

TEST(RefusalHint, NamesAProxyThatMayHaveAnswered) {
  config::Config::Sink sink = sink_of(config::Preset::rudderstack, "http://r.test/v1/batch");
  sink.proxy.emplace();
  EXPECT_NE(ship::answer::refusal_hint(sink, "HTTP 404: no such page").find("because the proxy may have answered"),
            std::string::npos);
  EXPECT_EQ(ship::answer::refusal_hint(sink, "HTTP 404: source is disabled"),
            "enable the source in RudderStack, then run again");
  sink.url = "https://r.test/v1/batch";
  EXPECT_EQ(ship::answer::refusal_hint(sink, "HTTP 404: no such page").find("proxy"), std::string::npos)
      << "the proxy cannot read a tunnel";
}

TEST(RefusalHint, NamesThePathAndTheOneThatThePresetKnows) {
  const std::vector<std::tuple<config::Preset, std::string, std::string>> cases{
      {config::Preset::rudderstack, "https://r.test/v1/track?k=hush",
       "make sink.url end in /v1/batch, where preset rudderstack sends batches; now its path is /v1/track"},
      {config::Preset::segment_eu, "https://r.test/",
       "make sink.url end in /v1/batch, where preset segment-eu sends batches; now its path is /"},
      {config::Preset::jitsu, "https://r.test/v1/batch",
       "make sink.url end in /api/s/s2s/batch, where preset jitsu sends batches; now its path is /v1/batch"},
      {config::Preset::jitsu, "https://r.test/a/api/s/s2s/batch",
       "check what the answer says about the events, and the host of sink.url: its path /a/api/s/s2s/batch ends as "
       "preset jitsu requires"},
      {config::Preset::custom, "https://r.test/x",
       "check that sink.url, whose path is /x, is where the receiver accepts batches"}};
  for (const auto& [preset, url, hint] : cases)
    EXPECT_EQ(ship::answer::refuses_everything_hint(sink_of(preset, url), "HTTP 400"), hint);
  config::Config::Sink sink = sink_of(config::Preset::custom, "http://r.test/x");
  sink.proxy.emplace();
  EXPECT_NE(ship::answer::refuses_everything_hint(sink, "HTTP 400").find("sink.proxy"), std::string::npos);
}

TEST(RefusalHint, IsAbsentForAnUnknownReason) {
  EXPECT_EQ(ship::answer::receivers_hint(sink_of(config::Preset::rudderstack, "https://r.test/v1/batch"),
                                         "HTTP 503: Service Unavailable"),
            std::nullopt);
  EXPECT_EQ(ship::answer::receivers_hint(sink_of(config::Preset::rudderstack, "https://r.test/v1/batch"),
                                         "HTTP 500: failed to read body from request"),
            "find what changes the body on the way, or set sink.gzip to false: the body could not be unpacked");
}

}  // namespace
}  // namespace sent::tests
