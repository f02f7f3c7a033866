#include "check/receiver_checks.hpp"

#include <gtest/gtest.h>

#include "support/sample_sink.hpp"

namespace sent {
namespace {

using std::chrono::days;
using std::chrono::hours;

const std::chrono::sys_days now{std::chrono::year{2026} / 3 / 10};

TEST(ReceiverChecks, WarnAFortnightBeforeTheCertificateEnds) {
  const Config::Sink sink = sink_of(Preset::custom, "https://r.test/b");
  const auto tls = [&](std::chrono::sys_seconds until) { return judge_receiver(sink, Reached{until}, now).at(1); };
  EXPECT_EQ(tls(now + days{14}).outcome, CheckOutcome::ok);
  EXPECT_EQ(tls(now + days{14}).message, "the certificate is trusted for 14 days, until 2026-03-24");
  EXPECT_EQ(tls(now + days{14} - hours{1}).outcome, CheckOutcome::warning);
  EXPECT_EQ(tls(now + hours{1}).message, "the certificate is trusted for 0 days, until 2026-03-10");
  EXPECT_EQ(judge_receiver(sink_of(Preset::custom, "http://r.test/b"), Reached{}, now).at(1).outcome, CheckOutcome::warning);
}

TEST(ReceiverChecks, SayWhatStandsInTheWayAndWhatToDo) {
  for (const auto& [kind, part] : std::vector<std::pair<NoReply::Kind, std::string>>{
           {NoReply::Kind::unreachable, "check sink.url"}, {NoReply::Kind::untrusted, "sink.ca_file"}, {NoReply::Kind::barred, "sink.proxy, or"}}) {
    const auto checks = judge_receiver(sink_of(Preset::custom, "https://r.test/b"), NoReply{kind, "what came back"}, now);
    EXPECT_EQ(checks.at(0).message, "what came back");
    EXPECT_EQ(checks.at(0).code, ExitCode::receiver_unavailable);
    EXPECT_NE(checks.at(0).hint.find(part), std::string::npos) << checks.at(0).hint;
    EXPECT_EQ(checks.at(1).outcome, CheckOutcome::skipped);
  }
}

TEST(ReceiverChecks, SayWhatBecameOfTheTestEvent) {
  const std::vector<std::tuple<Answer, ExitCode, std::string>> cases{
      {Reply{200, R"({"success": true})", {}}, ExitCode::complete, R"(was taken: HTTP 200: {"success": true})"},
      {Reply{401, "no such key", {}}, ExitCode::receiver_refuses, "HTTP 401: no such key"},
      {Reply{400, "bad", {}}, ExitCode::receiver_refuses, "HTTP 400: bad"},
      {Reply{200, R"({"ok": false, "errors": ["Message ID: a: full"], "receivedEvents": 1, "okEvents": 0})", {}},
       ExitCode::receiver_refuses, "HTTP 200: "},
      {Reply{503, "", {}}, ExitCode::receiver_unavailable, "HTTP 503"},
      {Reply{429, "", "3"}, ExitCode::receiver_unavailable, "HTTP 429"},
      {NoReply{NoReply::Kind::unreachable, "reset"}, ExitCode::receiver_unavailable, "reset"}};
  for (const auto& [answer, code, part] : cases) {
    const Check check = judge_test_event(sink_of(Preset::custom, "https://r.test/b"), answer);
    EXPECT_EQ(check.code, code) << check.message;
    EXPECT_NE(check.message.find(part), std::string::npos) << check.message;
    EXPECT_EQ(check.hint.empty(), code == ExitCode::complete);
  }
  const Check disabled = judge_test_event(sink_of(Preset::rudderstack, "https://r.test/v1/batch", "k"),
                                          Reply{404, "source is disabled\n", {}});
  EXPECT_EQ(disabled.hint, "enable the source in RudderStack, then run again");
  const Check unknown =
      judge_test_event(sink_of(Preset::jitsu, "https://r.test/b", "id:hush"), Reply{401, "for: id:hush", {}});
  EXPECT_EQ(unknown.message, "the receiver did not take it: HTTP 401: for: [secret]");
  const Check segment = judge_test_event(sink_of(Preset::segment_us, "https://api.segment.io/v1/batch"), Reply{200, "", {}});
  EXPECT_NE(segment.message.find("Segment answers so to any key"), std::string::npos);
}

TEST(ReceiverChecks, OfAFile) {
  EXPECT_EQ(judge_file("-", true).message, "events go to standard output");
  EXPECT_EQ(judge_file("/x/e.ndjson", true).outcome, CheckOutcome::ok);
  EXPECT_EQ(judge_file("/x/e.ndjson", false).code, ExitCode::usage);
}

}  // namespace
}  // namespace sent
