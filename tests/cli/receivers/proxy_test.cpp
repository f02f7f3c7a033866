// SPDX-License-Identifier: Apache-2.0

// The program behind a forward proxy that environment variables name.

#include <gtest/gtest.h>

#include "support/program/job.hpp"
#include "support/servers/tinyproxy.hpp"

namespace sent::tests {
namespace {

using Variables = std::map<std::string, std::string>;

struct BehindAProxy : testing::Test {
  BehindAProxy() { database.load_sample(sample_day); }

  ProgramResult run(const Variables& variables, const std::string& setting = "") {
    Job job = Job(database)
                  .to(secure.url("localhost"))
                  .set("sink.ca_file", certificates.ca_file())
                  .set("sink.max_attempts", "2");
    if (!setting.empty()) job.set("sink.proxy", setting);
    return job({"--log-level", "trace", "run", "--date", sample_day}, variables);
  }
  [[nodiscard]] std::string connect_line() const {
    return "CONNECT localhost:" + std::to_string(secure.port()) + " HTTP/1.1";
  }
  static void expect(const ProgramResult& result, int exit_code, const std::string& part) {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_NE(result.err.find(part), std::string::npos) << "expected: " << part << "\nfound: " << result.err;
    EXPECT_EQ(result.err.find("hush"), std::string::npos) << result.err;
  }

  TestDatabase database;
  Certificates certificates;
  Receiver secure{{.tls = certificates.server({"DNS:localhost"})}};
  Tinyproxy proxy{{"user", "hush", secure.port()}};
};

TEST_F(BehindAProxy, DeliversADayThroughTheTunnel) {
  expect(run({{"HTTPS_PROXY", proxy.url("user:hush@")}, {"HTTP_PROXY", "http://127.0.0.1:1"}}), 0, "finished");
  EXPECT_EQ(secure.events().size(), 51U);
  EXPECT_GE(proxy.logged(connect_line()), 1);
  EXPECT_EQ(proxy.logged(connect_line()), secure.connections()) << "every connection goes through the proxy";
}

TEST_F(BehindAProxy, ConnectsDirectlyToAnExemptReceiver) {
  expect(run({{"HTTPS_PROXY", proxy.url("user:hush@")}, {"NO_PROXY", "other.test,localhost"}}), 0, "finished");
  EXPECT_EQ(secure.events().size(), 51U);
  EXPECT_EQ(proxy.logged("Connect (file descriptor"), 0);
}

TEST_F(BehindAProxy, AWrongProxyPasswordIsNotReportedAsAWrongWriteKey) {
  const auto result = run({{"HTTPS_PROXY", proxy.url("user:hush-hush@")}});
  expect(result, 6,
         "opening a tunnel at proxy " + proxy.place() + " on the way to localhost:" + std::to_string(secure.port()) +
             ": HTTP 401 Unauthorized");
  expect(result, 6, "check sink.proxy, or HTTPS_PROXY");
  EXPECT_EQ(proxy.logged(connect_line()), 1) << "there is no second attempt";
  EXPECT_EQ(secure.connections(), 0);
  expect(run({{"HTTPS_PROXY", proxy.url("user:hush@")}}), 0, "finished");
  EXPECT_EQ(secure.events().size(), 51U);
}

TEST_F(BehindAProxy, AProxyThatIsDownIsRetriedAndThenUnavailable) {
  proxy.stop();
  expect(run({{"HTTPS_PROXY", proxy.url("user:hush@")}}), 6,
         "gave up after 2 attempts: connecting to proxy " + proxy.place() +
             " on the way to localhost:" + std::to_string(secure.port()) + ": Connection refused");
  EXPECT_EQ(secure.connections(), 0) << "the receiver is not contacted directly";
}

TEST_F(BehindAProxy, AnUnsupportedProxyIsRefusedAndItsVariableNamed) {
  expect(run({{"ALL_PROXY", "socks5://user:hush@127.0.0.1:1080"}}), 2,
         "sink.proxy (from environment ALL_PROXY): must be none, or");
  EXPECT_EQ(secure.connections(), 0);
  expect(run({{"ALL_PROXY", "socks5://user:hush@127.0.0.1:1080"}}, "none"), 0, "finished");
}

}  // namespace
}  // namespace sent::tests
