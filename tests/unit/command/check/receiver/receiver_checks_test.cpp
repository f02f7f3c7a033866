// SPDX-License-Identifier: Apache-2.0

#include "command/check/receiver/receiver_checks.hpp"

#include <gtest/gtest.h>

#include "support/samples/sample_sink.hpp"

namespace sent::tests {
namespace {

using std::chrono::days;
using std::chrono::hours;

const std::chrono::sys_days now{std::chrono::year{2026} / 3 / 10};

TEST(ReceiverChecks, WarnAFortnightBeforeTheCertificateExpires) {
  const config::Config::Sink sink = sink_of(config::Preset::custom, "https://r.test/b");
  const auto tls = [&](std::chrono::sys_seconds until) {
    return command::check::receiver::judge_receiver(sink, http::Reached{until}, now).at(1);
  };
  EXPECT_EQ(tls(now + days{14}).outcome, command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(tls(now + days{14}).message, "the certificate is trusted for 14 days, until 2026-03-24");
  EXPECT_EQ(tls(now + days{14} - hours{1}).outcome, command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(tls(now + hours{1}).message, "the certificate is trusted for 0 days, until 2026-03-10");
  EXPECT_EQ(
      command::check::receiver::judge_receiver(sink_of(config::Preset::custom, "http://r.test/b"), http::Reached{}, now)
          .at(1)
          .outcome,
      command::check::checklist::CheckOutcome::warning);
}

TEST(ReceiverChecks, SayWhyTheReceiverIsUnreachableAndWhatToDo) {
  for (const auto& [kind, part] :
       std::vector<std::pair<http::NoReply::Kind, std::string>>{{http::NoReply::Kind::unreachable, "check sink.url"},
                                                                {http::NoReply::Kind::untrusted, "sink.ca_file"},
                                                                {http::NoReply::Kind::barred, "sink.proxy, or"}}) {
    const auto checks = command::check::receiver::judge_receiver(sink_of(config::Preset::custom, "https://r.test/b"),
                                                                 http::NoReply{kind, "what came back"}, now);
    EXPECT_EQ(checks.at(0).message, "what came back");
    EXPECT_EQ(checks.at(0).code, ExitCode::receiver_unavailable);
    EXPECT_NE(checks.at(0).hint.value_or("").find(part), std::string::npos) << checks.at(0).message;
    EXPECT_EQ(checks.at(1).outcome, command::check::checklist::CheckOutcome::skipped);
  }
}

TEST(ReceiverChecks, ReportTheResultOfTheTestEvent) {
  const std::vector<std::tuple<http::Answer, ExitCode, std::string>> cases{
      {http::Reply{200, R"({"success": true})", {}}, ExitCode::complete,
       R"(was accepted: HTTP 200: {"success": true})"},
      {http::Reply{401, "no such key", {}}, ExitCode::receiver_refuses, "HTTP 401: no such key"},
      {http::Reply{403, "blocked", {}}, ExitCode::receiver_refuses, "HTTP 403: blocked"},
      {http::Reply{400, "bad", {}}, ExitCode::receiver_refuses, "HTTP 400: bad"},
      {http::Reply{200, R"({"ok": false, "errors": ["Message ID: a: full"], "receivedEvents": 1, "okEvents": 0})", {}},
       ExitCode::receiver_refuses, "HTTP 200: "},
      {http::Reply{503, "", {}}, ExitCode::receiver_unavailable, "HTTP 503"},
      {http::Reply{429, "", "3"}, ExitCode::receiver_unavailable, "HTTP 429"},
      {http::NoReply{http::NoReply::Kind::unreachable, "reset"}, ExitCode::receiver_unavailable, "reset"}};
  for (const auto& [answer, code, part] : cases) {
    const command::check::checklist::Check check =
        command::check::receiver::judge_test_event(sink_of(config::Preset::custom, "https://r.test/b"), answer);
    EXPECT_EQ(check.code, code) << check.message;
    EXPECT_NE(check.message.find(part), std::string::npos) << check.message;
    EXPECT_EQ(!check.hint, code == ExitCode::complete);
  }
  const command::check::checklist::Check disabled =
      command::check::receiver::judge_test_event(sink_of(config::Preset::rudderstack, "https://r.test/v1/batch", "k"),
                                                 http::Reply{404, "source is disabled\n", {}});
  EXPECT_EQ(disabled.hint, "enable the source in RudderStack, then run again");
  const command::check::checklist::Check unknown = command::check::receiver::judge_test_event(
      sink_of(config::Preset::jitsu, "https://r.test/b", "id:hush"), http::Reply{401, "for: id:hush", {}});
  EXPECT_EQ(unknown.message, "the receiver did not accept it: HTTP 401: for: [secret]");
  const command::check::checklist::Check segment =
      command::check::receiver::judge_test_event(sink_of(config::Preset::segment_us, "https://api.segment.io/v1/batch"),
                                                 http::Reply{200, R"({"success": true})", {}});
  EXPECT_NE(segment.message.find("Segment answers this to any key"), std::string::npos);
}

TEST(ReceiverChecks, AWebPageHasNotAcceptedTheTestEvent) {
  const auto check = command::check::receiver::judge_test_event(sink_of(config::Preset::custom, "https://r.test/b"),
                                                                http::Reply{200, "<html>Sign in", {}});
  EXPECT_EQ(check.code, ExitCode::receiver_unavailable);
  EXPECT_EQ(check.message, "the receiver did not accept it: HTTP 200 with a web page: <html>Sign in");
  EXPECT_NE(check.hint.value_or("").find("a sign-in page"), std::string::npos);
  const auto empty = command::check::receiver::judge_test_event(
      sink_of(config::Preset::rudderstack, "https://r.test/v1/batch"), http::Reply{200, "", {}});
  EXPECT_EQ(empty.code, ExitCode::receiver_unavailable) << "the judgement of a run";
}

TEST(ReceiverChecks, SayWhetherTheFileCanBeWritten) {
  EXPECT_EQ(command::check::receiver::judge_file("-", true).message, "events go to standard output");
  EXPECT_EQ(command::check::receiver::judge_file("/x/e.ndjson", true).outcome,
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(command::check::receiver::judge_file("/x/e.ndjson", false).code, ExitCode::usage);
}

}  // namespace
}  // namespace sent::tests
