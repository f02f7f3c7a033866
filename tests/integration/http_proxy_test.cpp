// SPDX-License-Identifier: Apache-2.0

// The transport through Debian's tinyproxy, and through proxies that answer differently. A receiver stands in for
// those: it answers CONNECT like any other request.

#include <gtest/gtest.h>

#include <boost/beast/http/error.hpp>
#include <thread>

#include "config/load.hpp"
#include "ship/transport.hpp"
#include "support/receivers/receiver.hpp"
#include "support/samples/sample_batch.hpp"
#include "support/servers/tinyproxy.hpp"

namespace sent::tests {
namespace {

using Action = ScriptedAnswer::Action;
using std::chrono::seconds;
using Variables = std::map<std::string, std::string>;

std::unique_ptr<ship::Transport> transport_for(const config::Config::Sink& sink) {
  return ship::make_http_transports(sink, "sent-test/1")();
}

// Configured from environment variables, like the program.
config::Config::Sink sink_for(const std::string& url, const Variables& variables, const std::string& ca_file = "") {
  const config::Environment environment(variables);
  const std::vector<std::pair<std::string, std::string>> settings{
      {"sink.preset", "custom"}, {"sink.url", url}, {"sink.write_key", "test-key"}, {"sink.ca_file", ca_file}};
  return config::load_config(std::nullopt, environment, settings).sink;
}

http::Answer post_once(const config::Config::Sink& sink) { return transport_for(sink)->post(sample_batch(1, 3), {}); }

int status_of(const http::Answer& answer) {
  if (const auto* silence = std::get_if<http::NoReply>(&answer)) ADD_FAILURE() << silence->what;
  const auto* reply = std::get_if<http::Reply>(&answer);
  return reply == nullptr ? 0 : reply->status;
}

// The message is `exact`, so it contains no secret.
void expect_silence(const http::Answer& answer, http::NoReply::Kind kind, const std::string& exact) {
  const auto* silence = std::get_if<http::NoReply>(&answer);
  ASSERT_NE(silence, nullptr) << std::get<http::Reply>(answer).status;
  EXPECT_EQ(silence->kind, kind) << silence->what;
  EXPECT_EQ(silence->what, exact);
}

std::string connect_line(const Receiver& receiver, const std::string& host) {
  return "CONNECT " + host + ":" + std::to_string(receiver.port()) + " HTTP/1.1";
}

struct HttpProxy : testing::Test {
  // Answers every request this way, CONNECT included.
  static void answer_always(Receiver& proxy, const ScriptedAnswer& answer) {
    proxy.set_handler([answer](int, const auto&) { return answer; });
  }
  [[nodiscard]] std::string secure_place() const { return "localhost:" + std::to_string(secure.port()); }
  [[nodiscard]] config::Config::Sink secure_sink(const std::string& proxy) {
    return sink_for(secure.url("localhost"), {{"HTTPS_PROXY", proxy}}, certificates.ca_file());
  }
  static std::string place_of(const Receiver& proxy) { return "127.0.0.1:" + std::to_string(proxy.port()); }

  Certificates certificates;
  Receiver secure{{.tls = certificates.server({"DNS:localhost"})}};
  Receiver plain;
};

TEST_F(HttpProxy, TunnelsToTheReceiverAndKeepsTheTunnel) {
  Tinyproxy proxy({"user", "hush", secure.port()});
  const auto transport = transport_for(secure_sink(proxy.url("user:hush@")));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(transport->post(sample_batch(1, 3), {})), 200);
  EXPECT_EQ(secure.events().size(), 9U);
  EXPECT_EQ(secure.connections(), 1);
  EXPECT_EQ(proxy.logged(connect_line(secure, "localhost")), 1);
  for (const auto& request : secure.requests()) {
    EXPECT_EQ(request.target, "/v1/batch");
    EXPECT_EQ(request.headers.at("host"), secure_place());
    EXPECT_EQ(request.headers.count("proxy-authorization"), 0U);
    EXPECT_EQ(request.headers.count("via"), 0U);
  }
}

// Debian's configuration allows CONNECT only to the ports 443 and 563.
TEST_F(HttpProxy, IsSentTheWholeUrlOfAnHttpReceiver) {
  Tinyproxy proxy({"user", "hush", 0});
  const auto sink = sink_for(plain.url() + "?q=1", {{"HTTP_PROXY", proxy.url("user:hush@")}});
  const auto transport = transport_for(sink);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(status_of(transport->post(sample_batch(1, 3), {})), 200);
  EXPECT_EQ(plain.events().size(), 60U);
  EXPECT_EQ(proxy.logged("POST " + plain.url() + "?q=1 HTTP/1.1"), 20);
  EXPECT_EQ(plain.requests().at(0).target, "/v1/batch?q=1");
  EXPECT_EQ(plain.requests().at(0).headers.count("via"), 1U);
  EXPECT_EQ(plain.requests().at(0).headers.count("proxy-authorization"), 0U);
}

TEST_F(HttpProxy, KeepsItsConnectionOnlyIfTheProxyAgrees) {
  const auto transport = transport_for(sink_for("http://receiver.test/v1/batch", {{"ALL_PROXY", place_of(plain)}}));
  answer_always(plain, {.status = 200, .body = "{}", .headers = {{"Proxy-Connection", "Keep-Alive"}}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(transport->post(sample_batch(1, 3), {})), 200);
  EXPECT_EQ(plain.connections(), 1);
  answer_always(plain, {.status = 200, .body = "{}", .headers = {}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(transport->post(sample_batch(1, 3), {})), 200);
  EXPECT_EQ(plain.connections(), 3);
  EXPECT_EQ(plain.requests().at(0).target, "http://receiver.test/v1/batch");
}

TEST_F(HttpProxy, IsNotUsedForAReceiverInNoProxy) {
  Tinyproxy proxy({"user", "hush", secure.port()});
  const Variables variables{
      {"HTTPS_PROXY", proxy.url()}, {"HTTP_PROXY", proxy.url()}, {"NO_PROXY", "localhost,127.0.0.0/8"}};
  EXPECT_EQ(status_of(post_once(sink_for(secure.url("localhost"), variables, certificates.ca_file()))), 200);
  EXPECT_EQ(status_of(post_once(sink_for(plain.url(), variables))), 200);
  EXPECT_EQ(proxy.logged("Connect (file descriptor"), 0);
}

TEST_F(HttpProxy, TheReceiversNameIsVerifiedThroughTheTunnel) {
  Receiver other({.tls = certificates.server({"IP:127.0.0.1"})});  // the name of the proxy
  Tinyproxy proxy({"", "", other.port()});
  const auto sink = sink_for(other.url("localhost"), {{"https_proxy", proxy.url()}}, certificates.ca_file());
  expect_silence(post_once(sink), http::NoReply::Kind::untrusted,
                 "verifying the certificate of localhost:" + std::to_string(other.port()) + " through proxy " +
                     proxy.place() + ": hostname mismatch");
  EXPECT_EQ(proxy.logged(connect_line(other, "localhost")), 1);
  EXPECT_TRUE(other.requests().empty());
}

TEST_F(HttpProxy, AWrongOrMissingPasswordIsNotReportedAsTheReceiversRefusal) {
  Tinyproxy proxy({"user", "hush", secure.port()});
  const std::string opening = "opening a tunnel at proxy " + proxy.place() + " on the way to " + secure_place();
  expect_silence(post_once(secure_sink(proxy.url("user:wrong@"))), http::NoReply::Kind::barred,
                 opening + ": HTTP 401 Unauthorized");
  expect_silence(post_once(secure_sink(proxy.url())), http::NoReply::Kind::barred,
                 opening + ": HTTP 407 Proxy Authentication Required");
  expect_silence(post_once(sink_for(plain.url(), {{"HTTP_PROXY", proxy.url()}})), http::NoReply::Kind::barred,
                 "sending to 127.0.0.1:" + std::to_string(plain.port()) + " through proxy " + proxy.place() +
                     ": HTTP 407 from the proxy");
  // tinyproxy answers 401 to a wrong password, as a receiver might.
  EXPECT_EQ(status_of(post_once(sink_for(plain.url(), {{"HTTP_PROXY", proxy.url("user:wrong@")}}))), 401);
  EXPECT_EQ(secure.connections() + plain.connections(), 0);
}

TEST_F(HttpProxy, AForbiddenPortIsReportedAsBarred) {
  Tinyproxy proxy;
  expect_silence(post_once(secure_sink(proxy.url())), http::NoReply::Kind::barred,
                 "opening a tunnel at proxy " + proxy.place() + " on the way to " + secure_place() +
                     ": HTTP 403 Access violation");
}

TEST_F(HttpProxy, AProxyThatIsDownIsUnreachable) {
  Tinyproxy proxy({"", "", secure.port()});
  const auto transport = transport_for(secure_sink(proxy.url()));
  EXPECT_EQ(status_of(transport->post(sample_batch(1, 1), {})), 200);
  proxy.stop();
  const std::string down =
      "connecting to proxy " + proxy.place() + " on the way to " + secure_place() + ": Connection refused";
  http::Answer answer = transport->post(sample_batch(1, 1), {});
  // The end of the tunnel may arrive during the request.
  if (std::holds_alternative<http::NoReply>(answer) && std::get<http::NoReply>(answer).what != down)
    answer = transport->post(sample_batch(1, 1), {});
  expect_silence(answer, http::NoReply::Kind::unreachable, down);
}

TEST_F(HttpProxy, AReceiverThatIsDownIsUnreachableThroughTheProxy) {
  Tinyproxy proxy({"", "", secure.port()});
  secure.stop();
  expect_silence(post_once(secure_sink(proxy.url())), http::NoReply::Kind::unreachable,
                 "opening a tunnel at proxy " + proxy.place() + " on the way to " + secure_place() +
                     ": HTTP 500 Unable to connect");
}

TEST_F(HttpProxy, GetsOnlyItsOwnCredentials) {
  answer_always(plain, {.status = 502, .body = "", .headers = {}});
  expect_silence(
      post_once(secure_sink("http://user:p%40ss@" + place_of(plain))), http::NoReply::Kind::unreachable,
      "opening a tunnel at proxy " + place_of(plain) + " on the way to " + secure_place() + ": HTTP 502 Bad Gateway");
  const auto asked = plain.requests().at(0);
  EXPECT_EQ(asked.method, "CONNECT");
  EXPECT_EQ(asked.target, secure_place());
  EXPECT_EQ(asked.headers.at("host"), secure_place());
  EXPECT_EQ(asked.headers.at("proxy-authorization"), "Basic dXNlcjpwQHNz");
  EXPECT_EQ(asked.headers.count("authorization"), 0U);
}

TEST_F(HttpProxy, AnEndlessAnswerToConnectIsCutOff) {
  ScriptedAnswer endless{.status = 200, .body = "", .headers = {}};
  for (int i = 0; i < 1000; ++i) endless.headers["X-" + std::to_string(i)] = std::string(1000, 'x');
  answer_always(plain, endless);
  // Boost's words, which differ from version to version.
  const std::string too_long = boost::beast::http::make_error_code(boost::beast::http::error::header_limit).message();
  expect_silence(post_once(secure_sink(place_of(plain))), http::NoReply::Kind::unreachable,
                 "opening a tunnel at proxy " + place_of(plain) + " on the way to " + secure_place() + ": " + too_long);
}

TEST_F(HttpProxy, BytesAfterItsAnswerAreRefused) {
  answer_always(plain, {.status = 200, .body = "HTTP/1.1 200 OK\r\n\r\n", .headers = {}});
  expect_silence(post_once(secure_sink(place_of(plain))), http::NoReply::Kind::unreachable,
                 "opening a tunnel at proxy " + place_of(plain) + " on the way to " + secure_place() +
                     ": the proxy sent more than an answer");
}

TEST_F(HttpProxy, AProxyThatClosesTheConnectionIsUnreachable) {
  answer_always(plain, {.status = 200, .body = "", .headers = {}, .action = Action::reset});
  expect_silence(post_once(secure_sink(place_of(plain))), http::NoReply::Kind::unreachable,
                 "opening a tunnel at proxy " + place_of(plain) + " on the way to " + secure_place() +
                     ": Connection reset by peer");
}

TEST_F(HttpProxy, TheConnectTimeoutIncludesTheTunnel) {
  answer_always(plain, {.status = 200, .body = "", .headers = {}, .action = Action::stall});
  config::Config::Sink sink = secure_sink(place_of(plain));
  sink.connect_timeout = std::chrono::milliseconds{300};
  sink.request_timeout = std::chrono::hours{1};
  const http::Answer answer = post_once(sink);
  const auto* silence = std::get_if<http::NoReply>(&answer);
  ASSERT_NE(silence, nullptr);
  EXPECT_EQ(silence->kind, http::NoReply::Kind::unreachable);
  EXPECT_TRUE(silence->what.ends_with(" proxy " + place_of(plain) + " on the way to " + secure_place() + ": timed out"))
      << silence->what;
}

TEST_F(HttpProxy, AStopEndsTheWaitForATunnel) {
  answer_always(plain, {.status = 200, .body = "", .headers = {}, .action = Action::stall});
  std::stop_source stop;
  const auto transport = transport_for(secure_sink(place_of(plain)));
  std::jthread stopper([&] {
    EXPECT_TRUE(plain.wait_for_requests(1, seconds{20}));
    stop.request_stop();
  });
  expect_silence(transport->post(sample_batch(1, 1), stop.get_token()), http::NoReply::Kind::unreachable,
                 "opening a tunnel at proxy " + place_of(plain) + " on the way to " + secure_place() + ": stopped");
}

}  // namespace
}  // namespace sent::tests
