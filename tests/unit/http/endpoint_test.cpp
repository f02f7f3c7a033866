// SPDX-License-Identifier: Apache-2.0

#include "http/endpoint.hpp"

#include <gtest/gtest.h>

#include "http/proxy_answer.hpp"
#include "model/failure.hpp"
#include "ship/receiver_endpoint.hpp"

namespace sent::tests {
namespace {

config::Config::Sink sink_of(const std::string& url) {
  config::Config::Sink sink;
  sink.url = url;
  sink.write_key = "test-key";
  return sink;
}

// Like HttpTransport when it posts a batch.
http::Content json(std::string_view body) { return {"application/json", body}; }

const std::string body(12, 'x');

TEST(Endpoint, BuildsTheRequest) {
  EXPECT_EQ(http::post_head(ship::make_endpoint(sink_of("https://api.test/v1/batch?q=1"), "sent-test/1"), json(body)),
            "POST /v1/batch?q=1 HTTP/1.1\r\n"
            "Host: api.test\r\n"
            "User-Agent: sent-test/1\r\n"
            "Content-Type: application/json\r\n"
            "Accept-Encoding: identity\r\n"
            "Authorization: Basic dGVzdC1rZXk6\r\n"
            "Content-Length: 12\r\n\r\n");
}

TEST(Endpoint, NamesTheCompressionAndSendsNoCredentialsWithoutAKey) {
  config::Config::Sink sink = sink_of("http://[::1]:8080/");
  sink.write_key.reset();
  EXPECT_EQ(http::post_head(ship::make_endpoint(sink, "t"), {"application/json", "", "gzip"}),
            "POST / HTTP/1.1\r\n"
            "Host: [::1]:8080\r\n"
            "User-Agent: t\r\n"
            "Content-Type: application/json\r\n"
            "Accept-Encoding: identity\r\n"
            "Content-Encoding: gzip\r\n"
            "Content-Length: 0\r\n\r\n");
}

config::Config::Sink by_proxy(const std::string& url) {
  config::Config::Sink sink = sink_of(url);
  sink.proxy = http::Proxy{"proxy.test", "3128", "user:word"};
  return sink;
}

TEST(Endpoint, SendsATunnelsProxyOnlyTheAddressAndItsOwnCredentials) {
  const http::Endpoint endpoint = ship::make_endpoint(by_proxy("https://api.test/v1/batch?q=1"), "sent-test/1");
  EXPECT_EQ(http::connect_head(endpoint),
            "CONNECT api.test:443 HTTP/1.1\r\n"
            "Host: api.test:443\r\n"
            "User-Agent: sent-test/1\r\n"
            "Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n\r\n");
  EXPECT_EQ(http::connect_head(ship::make_endpoint(by_proxy("https://[::1]:8443/"), "t")).substr(0, 26),
            "CONNECT [::1]:8443 HTTP/1.");
  const http::Endpoint direct = ship::make_endpoint(sink_of("https://api.test/v1/batch?q=1"), "sent-test/1");
  EXPECT_EQ(http::post_head(endpoint, json(body)), http::post_head(direct, json(body)))
      << "the receiver learns nothing about the proxy";
}

TEST(Endpoint, SendsAProxyTheWholeUrlOfAnHttpReceiver) {
  EXPECT_EQ(http::post_head(ship::make_endpoint(by_proxy("http://api.test:8080/v1/batch?q=1"), "t"), json(body)),
            "POST http://api.test:8080/v1/batch?q=1 HTTP/1.1\r\n"
            "Host: api.test:8080\r\n"
            "User-Agent: t\r\n"
            "Content-Type: application/json\r\n"
            "Accept-Encoding: identity\r\n"
            "Authorization: Basic dGVzdC1rZXk6\r\n"
            "Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n"
            "Content-Length: 12\r\n\r\n");
}

TEST(Endpoint, RejectsAnUnusableUrlAndNamesTheSetting) {
  try {
    (void)ship::make_endpoint(sink_of("https://:80/?key=hush"), "t");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    EXPECT_STREQ(failure.what(), "reading sink.url \"https://:80/\": no host");
    EXPECT_NE(failure.hint().value().find("sink.url"), std::string::npos);
  }
}

TEST(Endpoint, NamesTheProxyAndTheReceiver) {
  const http::Endpoint endpoint = ship::make_endpoint(by_proxy("https://api.test/"), "t");
  EXPECT_EQ(endpoint.first_hop(), "proxy proxy.test:3128 on the way to api.test");
  EXPECT_EQ(endpoint.server(), "api.test through proxy proxy.test:3128");
  EXPECT_EQ(ship::make_endpoint(sink_of("https://api.test/"), "t").first_hop(), "api.test");
  EXPECT_EQ(ship::make_endpoint(sink_of("https://api.test/"), "t").server(), "api.test");
}

using Kind = http::NoReply::Kind;

TEST(ProxyAnswer, ToConnectSaysWhetherARetryMayHelp) {
  const http::Endpoint endpoint = ship::make_endpoint(by_proxy("https://api.test/"), "t");
  for (const int status : {200, 204, 299}) EXPECT_FALSE(http::judge_tunnel(endpoint, status, "OK")) << status;
  for (const int status : {408, 429, 500, 502, 503, 504, 599}) {
    EXPECT_EQ(http::judge_tunnel(endpoint, status, "")->kind, Kind::unreachable) << status;
  }
  for (const int status : {0, 300, 302, 400, 401, 403, 404, 405, 407, 501, 600, 999}) {
    EXPECT_EQ(http::judge_tunnel(endpoint, status, "")->kind, Kind::barred) << status;
  }
  EXPECT_EQ(http::judge_tunnel(endpoint, 407, "Who?")->what,
            "opening a tunnel at proxy proxy.test:3128 on the way to api.test: HTTP 407 Who?");
  EXPECT_TRUE(http::judge_tunnel(endpoint, 407, "")->what.ends_with(": HTTP 407"));
}

TEST(ProxyAnswer, IsTheProxysOwnOnlyFor407OnARelayedRequest) {
  const http::Endpoint relayed = ship::make_endpoint(by_proxy("http://api.test/"), "t");
  EXPECT_EQ(http::judge_relay(relayed, 407)->kind, Kind::barred);
  for (const int status : {200, 401, 403, 502}) EXPECT_FALSE(http::judge_relay(relayed, status)) << status;
  EXPECT_FALSE(http::judge_relay(ship::make_endpoint(by_proxy("https://api.test/"), "t"), 407))
      << "it came through the tunnel";
  EXPECT_FALSE(http::judge_relay(ship::make_endpoint(sink_of("http://api.test/"), "t"), 407));
}

}  // namespace
}  // namespace sent::tests
