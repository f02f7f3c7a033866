// SPDX-License-Identifier: Apache-2.0

// Pushing metrics to a Pushgateway that is hostile or does not answer.

#include "metrics/pushgateway.hpp"

#include <gtest/gtest.h>

#include "support/receivers/receiver.hpp"
#include "support/servers/certificates.hpp"
#include "support/servers/raw_server.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;

struct Pushgateway : testing::Test {
  // The error that the push reports; it must print nothing.
  static std::optional<std::string> push_to(const std::string& url, milliseconds longest = milliseconds{10'000}) {
    testing::internal::CaptureStdout();
    config::Config::Metrics settings;
    settings.pushgateway = url;
    auto fault = metrics::push_metrics(
        settings, "sent-test/1", {"run", {{"run_exit_code", {{"command", "run"}}, 3}}, {{"rejected_events", {}, 7}}},
        longest);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    return fault;
  }
  // Without its beginning, which names the address.
  static std::string fault_with(const RawServer::Talk& talk, milliseconds longest = milliseconds{10'000}) {
    const RawServer server(talk);
    const std::string url = "http://" + server.place() + "//";
    return push_to(url, longest).value_or("").substr(("pushing metrics to " + url + ": ").size());
  }
  static RawServer::Talk answer_all(std::vector<std::string>& requests) {
    return [&](const RawConnection& peer) {
      for (std::string request; !(request = peer.request()).empty();) {
        requests.push_back(request);
        (void)peer.say("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n\x1b[31mowned\r\n");
      }
    };
  }
};

TEST_F(Pushgateway, GetsTheMetricsAndItsAnswerIsNotPrinted) {
  std::vector<std::string> requests;
  const RawServer server(answer_all(requests));
  EXPECT_EQ(push_to("http://" + server.place() + "//"), std::nullopt);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[0].starts_with("POST /metrics/job/sent_source_data/command/run HTTP/1.1\r\n")) << requests[0];
  EXPECT_NE(requests[0].find("\r\nContent-Type: text/plain; version=0.0.4\r\n"), std::string::npos) << requests[0];
  EXPECT_NE(requests[0].find("\nsent_source_data_run_exit_code{command=\"run\"} 3\n"), std::string::npos)
      << requests[0];
  EXPECT_TRUE(requests[1].starts_with("POST /metrics/job/sent_source_data HTTP/1.1\r\n")) << requests[1];
  EXPECT_NE(requests[1].find("\nsent_source_data_rejected_events 7\n"), std::string::npos) << requests[1];
}

TEST_F(Pushgateway, MayHaveAPathPrefix) {
  std::vector<std::string> requests;
  const RawServer server(answer_all(requests));
  EXPECT_EQ(push_to("http://" + server.place() + "/some/prefix/"), std::nullopt);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[1].starts_with("POST /some/prefix/metrics/job/sent_source_data HTTP/1.1\r\n")) << requests[1];
}

TEST_F(Pushgateway, IsNotTrustedWithAnUnknownCertificate) {
  Certificates certificates;
  Receiver gateway({.tls = certificates.server({"DNS:localhost"})});
  std::string fault = push_to(gateway.url("localhost")).value_or("");
  EXPECT_NE(fault.find("verifying the certificate of localhost"), std::string::npos) << fault;
  EXPECT_TRUE(gateway.requests().empty());
}

TEST_F(Pushgateway, AnUnusableAddressIsReported) {
  EXPECT_EQ(push_to("http://gateway.test:99999"),
            "pushing metrics to http://gateway.test:99999: the port is not from 1 to 65535");
}

TEST_F(Pushgateway, CannotDelayThePushBeyondItsTimeout) {
  const auto endless = [](const std::string& beginning) {
    return [beginning](const RawConnection& peer) {
      if (!peer.request().empty() && peer.say(beginning)) peer.say_for_ever("xxxxxxxx");
    };
  };
  EXPECT_TRUE(
      fault_with(endless("HTTP/1.1 200 OK\r\n\r\n"), milliseconds{1000}).starts_with("an answer of 65536 bytes"));
  EXPECT_TRUE(
      fault_with(endless("HTTP/1.1 200 OK\r\nX-Name: "), milliseconds{1000}).starts_with("reading the answer of "));
  const auto silent = [](const RawConnection& peer) {
    (void)(!peer.request().empty() && peer.stirs_within(milliseconds{60'000}));
  };
  const std::string late = fault_with(silent, milliseconds{200});
  EXPECT_TRUE(late.starts_with("reading the answer of 127.0.0.1:")) << late;
  EXPECT_TRUE(late.ends_with(": timed out")) << late;
  EXPECT_EQ(fault_with([](const RawConnection& peer) {
              (void)(!peer.request().empty() &&
                     peer.say("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"));
            }),
            "HTTP 302");
}

}  // namespace
}  // namespace sent::tests
