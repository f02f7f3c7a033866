// SPDX-License-Identifier: Apache-2.0

// A Pushgateway that means harm, or does not answer.

#include "metrics/pushgateway.hpp"

#include <gtest/gtest.h>

#include "support/raw_server.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;

struct HostilePushgateway : testing::Test {
  // What is said of it, with what was printed meanwhile: nothing.
  static std::optional<std::string> push_to(const RawServer& server, milliseconds most = milliseconds{10'000}) {
    testing::internal::CaptureStdout();
    const auto wrong =
        metrics::push_metrics("http://" + server.place() + "//", "run", {{"run_exit_code", {{"command", "run"}}, 3}},
                              {{"rejected_events", {}, 7}}, most);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    return wrong;
  }
  static std::string wrong_with(const RawServer::Talk& talk, milliseconds most = milliseconds{10'000}) {
    const RawServer server(talk);
    return push_to(server, most)
        .value_or("")
        .substr(std::string("pushing metrics to http://" + server.place() + "//: ").size());
  }
};

TEST_F(HostilePushgateway, IsToldTheMetricsAndItsAnswerIsNotPrinted) {
  std::vector<std::string> requests;
  const RawServer server([&](const RawConnection& peer) {
    for (std::string request; !(request = peer.request()).empty();) {
      requests.push_back(request);
      (void)peer.say("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n\x1b[31mowned\r\n");
    }
  });
  EXPECT_EQ(push_to(server), std::nullopt);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[0].starts_with("POST /metrics/job/sent_source_data/command/run HTTP/1.1\r\n")) << requests[0];
  EXPECT_NE(requests[0].find("\nsent_source_data_run_exit_code{command=\"run\"} 3\n"), std::string::npos)
      << requests[0];
  EXPECT_TRUE(requests[1].starts_with("POST /metrics/job/sent_source_data HTTP/1.1\r\n")) << requests[1];
  EXPECT_NE(requests[1].find("\nsent_source_data_rejected_events 7\n"), std::string::npos) << requests[1];
}

TEST_F(HostilePushgateway, IsWaitedForNoLongerThanAllowed) {
  const auto endless = [](const std::string& beginning) {
    return [beginning](const RawConnection& peer) {
      if (!peer.request().empty() && peer.say(beginning)) peer.say_for_ever("xxxxxxxx");
    };
  };
  EXPECT_TRUE(wrong_with(endless("HTTP/1.1 200 OK\r\n\r\n"), milliseconds{1000}).starts_with("not taken (Fail"));
  EXPECT_TRUE(wrong_with(endless("HTTP/1.1 200 OK\r\nX-Name: "), milliseconds{1000}).starts_with("not taken ("));
  const auto silent = [](const RawConnection& peer) {
    (void)(!peer.request().empty() && peer.stirs_within(milliseconds{60'000}));
  };
  EXPECT_EQ(wrong_with(silent, milliseconds{200}), "not taken (Timeout was reached)");
  EXPECT_EQ(wrong_with([](const RawConnection& peer) {
              (void)(!peer.request().empty() &&
                     peer.say("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"));
            }),
            "status 302");
}

}  // namespace
}  // namespace sent::tests
