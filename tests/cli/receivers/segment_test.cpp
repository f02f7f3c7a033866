// SPDX-License-Identifier: Apache-2.0

// The program against Segment's edge, with the presets of Segment and their host names.

#include <gtest/gtest.h>

#include "support/deliveries/outcome.hpp"
#include "support/receivers/segment_edge.hpp"
#include "support/servers/tunnel.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};
const std::string us = "api.segment.io";
const std::string eu = "events.eu1.segmentapis.com";

struct ToSegment : testing::Test {
  ToSegment() { database.load_sample(sample_day); }

  Receiver::Options options(const SegmentEdge& edge) {
    Receiver::Options options;
    options.tls = certificates.server({"DNS:" + us, "DNS:" + eu});
    options.rules = [edge](const RuleRequest& request) { return answer_as_segment(edge, request); };
    return options;
  }
  // With the URL of the preset.
  Job job(const std::string& preset, const Tunnel& tunnel) {
    return Job(database)
        .set("sink.preset", preset)
        .set("sink.proxy", tunnel.url())
        .set("sink.ca_file", certificates.ca_file())
        .set("sink.write_key", SegmentEdge{}.write_key)
        .set("sink.max_events_per_second", "0");
  }

  TestDatabase database;
  Certificates certificates;
};

TEST_F(ToSegment, AWholeDayIsDeliveredInEitherRegion) {
  for (const auto& [preset, host] : {std::pair{"segment-us", us}, std::pair{"segment-eu", eu}}) {
    SegmentEdge edge;
    edge.host = edge.workspace_host = host;
    Receiver receiver(options(edge));
    const Tunnel tunnel(receiver.port());
    const auto due = due_events(job(preset, tunnel), run_day);
    const auto result = job(preset, tunnel)(run_day);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_all_delivered(due, raw_events(receiver), database);
    EXPECT_EQ(tunnel.asked_for().at(0), host + ":443");
    EXPECT_EQ(receiver.requests().at(0).target, "/v1/batch");
    EXPECT_EQ(receiver.requests().at(0).headers.at("host"), host);
    EXPECT_TRUE(receiver.violations().empty());
    database.exec("delete from sent_source_data.days; delete from sent_source_data.runs");
  }
}

// Thousands of events for one source: many requests, none above a limit.
TEST_F(ToSegment, NoRequestExceedsItsLimits) {
  database.exec(
      "insert into source_collaborators select 'solo-1', 'many-' || i, null, null from generate_series(1, 3000) i");
  Receiver receiver(options({}));
  const Tunnel tunnel(receiver.port());
  const auto result = job("segment-us", tunnel)(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(receiver.events().size(), 3051U);
  EXPECT_TRUE(receiver.violations().empty()) << "no batch was lost because of its number of events";
  for (const auto& request : receiver.requests()) {
    EXPECT_EQ(request.status, 200);
    EXPECT_LE(request.body.size(), 475'000U);
  }
}

// Segment's answers do not show it, so `check` reports it before a run.
TEST_F(ToSegment, AnUnknownKeyLooksLikeADelivery) {
  Receiver receiver(options({}));
  const Tunnel tunnel(receiver.port());
  const Job mistaken = job("segment-us", tunnel).set("sink.write_key", "hush0hush0hush0hush0hush0hush0xx");
  EXPECT_EQ(mistaken(run_day).exit_code, 0);
  EXPECT_TRUE(receiver.events().empty());
  EXPECT_EQ(receiver.violations(), std::vector<std::string>{"a key that Segment does not know"});
  const auto checked = mistaken({"check", "--send-test-event"});
  EXPECT_NE(checked.out.find("Segment answers this to any key, so look for the event in the source's debugger"),
            std::string::npos)
      << checked.out;
}

TEST_F(ToSegment, TheWrongRegionLooksLikeADelivery) {
  SegmentEdge elsewhere;
  elsewhere.workspace_host = eu;
  Receiver receiver(options(elsewhere));
  const Tunnel tunnel(receiver.port());
  EXPECT_EQ(job("segment-us", tunnel)(run_day).exit_code, 0);
  EXPECT_TRUE(receiver.events().empty());
  const auto checked = job("segment-us", tunnel)({"check"});
  EXPECT_NE(checked.out.find("for a workspace in the other region it may answer 200 and drop the events"),
            std::string::npos)
      << checked.out;
  const auto mixed = job("segment-us", tunnel).set("sink.url", "https://" + eu + "/v1/batch")({"check"});
  EXPECT_EQ(mixed.exit_code, 2) << mixed.out;
  EXPECT_NE(mixed.out.find("sink.url belongs to segment-eu, but sink.preset is segment-us"), std::string::npos)
      << mixed.out;
}

TEST_F(ToSegment, AVeryShortKeyIsRefusedBeforeAnythingIsSent) {
  Receiver receiver(options({}));
  const Tunnel tunnel(receiver.port());
  const auto result = job("segment-eu", tunnel).set("sink.write_key", "hush")(run_day);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("is too short for Segment"), std::string::npos) << result.err;
  EXPECT_TRUE(tunnel.asked_for().empty());
}

// An event that is too large for Segment, although the settings allow it.
TEST_F(ToSegment, OnlyTheTooLargeEventIsRejected) {
  database.exec("update sources set slug = repeat('x', 33000) where source_id = 'solo-1'");
  Receiver receiver(options({}));
  const Tunnel tunnel(receiver.port());
  const auto result = job("segment-us", tunnel).set("sink.max_event_bytes", "40000")(run_day);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(receiver.events().size(), 50U);
  EXPECT_EQ(database.value("select source_id || ' ' || status || ' ' || reason from sent_source_data.rejected_events"),
            "solo-1 400 HTTP 400: Exceed payload limit");
}

}  // namespace
}  // namespace sent::tests
