// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <thread>

#include "model/failure.hpp"
#include "ship/transport.hpp"
#include "support/receivers/receiver.hpp"
#include "support/samples/sample_batch.hpp"

namespace sent::tests {
namespace {

using Action = ScriptedAnswer::Action;
using std::chrono::milliseconds;
using std::chrono::seconds;

config::Config::Sink sink_for(const std::string& url) {
  config::Config::Sink sink;
  sink.url = url;
  sink.write_key = "test-key";
  sink.connect_timeout = seconds{10};
  sink.request_timeout = seconds{20};
  return sink;
}

std::unique_ptr<ship::Transport> transport_for(const config::Config::Sink& sink) {
  return ship::make_http_transports(sink, "sent-test/1")();
}

http::Answer post_once(const config::Config::Sink& sink) { return transport_for(sink)->post(sample_batch(1, 3), {}); }

int status_of(const http::Answer& answer) {
  const auto* reply = std::get_if<http::Reply>(&answer);
  return reply == nullptr ? 0 : reply->status;
}

void expect_silence(const http::Answer& answer, http::NoReply::Kind kind, const std::string& part) {
  const auto* silence = std::get_if<http::NoReply>(&answer);
  ASSERT_NE(silence, nullptr);
  EXPECT_EQ(silence->kind, kind) << silence->what;
  EXPECT_NE(silence->what.find(part), std::string::npos) << silence->what;
  EXPECT_EQ(silence->what.find("test-key"), std::string::npos);
}

Receiver::Options with_tls(TlsFiles files) {
  Receiver::Options options;
  options.tls = std::move(files);
  return options;
}

TEST(HttpTransport, PostsTheBatchUnchanged) {
  Receiver receiver;
  EXPECT_EQ(status_of(post_once(sink_for(receiver.url() + "?q=1"))), 200);
  const auto request = receiver.requests().at(0);
  EXPECT_EQ(request.body, sample_batch(1, 3).body());
  EXPECT_EQ(request.target, "/v1/batch?q=1");
  EXPECT_EQ(request.headers.at("user-agent"), "sent-test/1");
  EXPECT_EQ(request.headers.at("host"), "127.0.0.1:" + std::to_string(receiver.port()));
  EXPECT_EQ(receiver.events().size(), 3U);
  EXPECT_EQ(receiver.events()[2].raw, sample_event(3));
  EXPECT_TRUE(receiver.violations().empty());
}

TEST(HttpTransport, CompressesTheBodyIfAsked) {
  Receiver receiver;
  config::Config::Sink sink = sink_for(receiver.url());
  sink.gzip = true;
  EXPECT_EQ(status_of(post_once(sink)), 200);
  EXPECT_EQ(receiver.requests().at(0).headers.at("content-encoding"), "gzip");
  EXPECT_EQ(receiver.requests().at(0).body, sample_batch(1, 3).body());
}

TEST(HttpTransport, KeepsItsConnection) {
  Receiver receiver;
  const auto transport = transport_for(sink_for(receiver.url()));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(transport->post(sample_batch(1, 1), {})), 200);
  EXPECT_EQ(receiver.connections(), 1);
}

TEST(HttpTransport, ReturnsTheRefusalOfAWrongOrMissingKey) {
  Receiver receiver;
  config::Config::Sink sink = sink_for(receiver.url());
  sink.write_key = "other";
  EXPECT_EQ(status_of(post_once(sink)), 401);
  sink.write_key.reset();
  EXPECT_EQ(status_of(post_once(sink)), 401);
  EXPECT_EQ(receiver.requests().at(1).headers.count("authorization"), 0U);
  EXPECT_TRUE(receiver.events().empty());
}

TEST(HttpTransport, ReturnsRetryAfterAndTheBody) {
  Receiver receiver;
  receiver.set_handler([](int, const auto&) { return ScriptedAnswer{429, "slow", {{"Retry-After", "7"}}}; });
  const http::Answer answer = post_once(sink_for(receiver.url()));
  const auto* reply = std::get_if<http::Reply>(&answer);
  ASSERT_NE(reply, nullptr);
  EXPECT_EQ(reply->status, 429);
  EXPECT_EQ(reply->body, "slow");
  EXPECT_EQ(reply->retry_after, "7");
}

TEST(HttpTransport, CutsALongAnswerAndConnectsAgain) {
  Receiver receiver;
  receiver.set_handler([](int, const auto&) { return ScriptedAnswer{200, std::string(1'000'000, 'x'), {}}; });
  const auto transport = transport_for(sink_for(receiver.url()));
  for (int i = 1; i <= 2; ++i) {
    const http::Answer answer = transport->post(sample_batch(1, 1), {});
    ASSERT_TRUE(std::holds_alternative<http::Reply>(answer));
    EXPECT_EQ(std::get<http::Reply>(answer).body.size(), http::max_reply_bytes);
    EXPECT_EQ(receiver.connections(), i);
  }
}

TEST(HttpTransport, TrustsTheCaFileByNameAndByAddress) {
  Certificates certificates;
  Receiver receiver(with_tls(certificates.server({"DNS:localhost", "IP:127.0.0.1"})));
  for (const std::string host : {"localhost", "127.0.0.1"}) {
    config::Config::Sink sink = sink_for(receiver.url(host));
    sink.ca_file = certificates.ca_file();
    EXPECT_EQ(status_of(post_once(sink)), 200) << host;
  }
}

TEST(HttpTransport, KeepsItsTlsConnection) {
  Certificates certificates;
  Receiver receiver(with_tls(certificates.server({"IP:127.0.0.1"})));
  config::Config::Sink sink = sink_for(receiver.url());
  sink.ca_file = certificates.ca_file();
  const auto transport = transport_for(sink);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(transport->post(sample_batch(1, 1), {})), 200);
  EXPECT_EQ(receiver.connections(), 1);
}

TEST(HttpTransport, DoesNotTrustASelfSignedCertificate) {
  Certificates certificates;
  Receiver receiver(with_tls(certificates.self_signed({"IP:127.0.0.1"})));
  expect_silence(post_once(sink_for(receiver.url())), http::NoReply::Kind::untrusted, "self-signed certificate");
}

TEST(HttpTransport, DoesNotTrustAnUnknownAuthority) {
  Certificates certificates;
  Receiver receiver(with_tls(certificates.server({"IP:127.0.0.1"})));
  expect_silence(post_once(sink_for(receiver.url())), http::NoReply::Kind::untrusted, "certificate");
}

TEST(HttpTransport, DoesNotTrustAnotherName) {
  Certificates certificates;
  Receiver receiver(with_tls(certificates.server({"DNS:other.test", "IP:127.0.0.2"})));
  config::Config::Sink sink = sink_for(receiver.url("localhost"));
  sink.ca_file = certificates.ca_file();
  expect_silence(post_once(sink), http::NoReply::Kind::untrusted, "hostname mismatch");
  sink.url = receiver.url("127.0.0.1");
  expect_silence(post_once(sink), http::NoReply::Kind::untrusted, "IP address mismatch");
  EXPECT_TRUE(receiver.requests().empty());
}

TEST(HttpTransport, DoesNotTrustAnExpiredCertificate) {
  Certificates certificates;
  Receiver receiver(with_tls(certificates.expired({"IP:127.0.0.1"})));
  config::Config::Sink sink = sink_for(receiver.url());
  sink.ca_file = certificates.ca_file();
  expect_silence(post_once(sink), http::NoReply::Kind::untrusted, "expired");
}

TEST(HttpTransport, HalfAnAnswerDoesNotCount) {
  for (const Action action : {Action::reset, Action::half_answer}) {
    Receiver receiver;
    receiver.set_handler([=](int n, const auto&) -> std::optional<ScriptedAnswer> {
      if (n > 1) return std::nullopt;
      ScriptedAnswer answer;
      answer.action = action;
      return answer;
    });
    const auto transport = transport_for(sink_for(receiver.url()));
    expect_silence(transport->post(sample_batch(1, 1), {}), http::NoReply::Kind::unreachable, "127.0.0.1");
    EXPECT_EQ(status_of(transport->post(sample_batch(1, 1), {})), 200);
  }
}

TEST(HttpTransport, TheTimeoutEndsAStall) {
  Receiver receiver;
  receiver.set_handler([](int, const auto&) { return ScriptedAnswer{200, "", {}, Action::stall}; });
  config::Config::Sink sink = sink_for(receiver.url());
  sink.request_timeout = milliseconds{100};
  expect_silence(post_once(sink), http::NoReply::Kind::unreachable, "timed out");
}

TEST(HttpTransport, AStopEndsAStall) {
  Receiver receiver;
  receiver.set_handler([](int, const auto&) { return ScriptedAnswer{200, "", {}, Action::stall}; });
  std::stop_source stop;
  const auto transport = transport_for(sink_for(receiver.url()));
  std::jthread stopper([&] {
    EXPECT_TRUE(receiver.wait_for_requests(1, seconds{20}));
    stop.request_stop();
  });
  expect_silence(transport->post(sample_batch(1, 1), stop.get_token()), http::NoReply::Kind::unreachable, "stopped");
}

TEST(HttpTransport, ReopensAClosedConnection) {
  Receiver receiver;
  receiver.set_handler([](int n, const auto&) -> std::optional<ScriptedAnswer> {
    if (n > 1) return std::nullopt;
    return ScriptedAnswer{200, "{}", {}, Action::close_after_reply};
  });
  const auto transport = transport_for(sink_for(receiver.url()));
  EXPECT_EQ(status_of(transport->post(sample_batch(1, 1), {})), 200);
  // The close may arrive during the second request; then the third one succeeds.
  const http::Answer second = transport->post(sample_batch(1, 1), {});
  const http::Answer last = status_of(second) == 200 ? second : transport->post(sample_batch(1, 1), {});
  EXPECT_EQ(status_of(last), 200);
}

TEST(HttpTransport, AClosedPortIsUnreachable) {
  Receiver receiver;
  const std::string url = receiver.url();
  receiver.stop();
  expect_silence(post_once(sink_for(url)), http::NoReply::Kind::unreachable, "connecting to");
}

TEST(HttpTransport, UnusableSettingsAreAUsageFailure) {
  EXPECT_THROW((void)ship::make_http_transports(sink_for("ftp://x"), "t"), Failure);
  config::Config::Sink sink = sink_for("https://127.0.0.1/");
  sink.ca_file = "/nonexistent";
  EXPECT_THROW((void)ship::make_http_transports(sink, "t"), Failure);
}

}  // namespace
}  // namespace sent::tests
