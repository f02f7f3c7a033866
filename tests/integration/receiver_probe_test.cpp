// SPDX-License-Identifier: Apache-2.0

// The probe against real receivers, directly and through a proxy: it sends them nothing.

#include "command/check/receiver/receiver_probe.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support/receivers/receiver.hpp"
#include "support/servers/tinyproxy.hpp"

namespace sent::tests {
namespace {

using std::chrono::days;
using std::chrono::seconds;

config::Config::Sink sink_of(const std::string& url, const std::optional<std::string>& ca_file = std::nullopt) {
  config::Config::Sink sink;
  sink.url = url;
  sink.write_key = "test-key";
  sink.ca_file = ca_file;
  sink.connect_timeout = seconds{10};
  sink.request_timeout = seconds{20};
  return sink;
}

void expect_silence(const config::Config::Sink& sink, http::NoReply::Kind kind, const std::string& part) {
  const auto reached = command::check::receiver::reach_receiver(sink, "t", {});
  const auto* silence = std::get_if<http::NoReply>(&reached);
  ASSERT_NE(silence, nullptr);
  EXPECT_EQ(silence->kind, kind) << silence->what;
  EXPECT_NE(silence->what.find(part), std::string::npos) << silence->what;
}

TEST(ReceiverProbe, SaysWhenTheCertificateExpires) {
  Certificates certificates;
  const auto now = std::chrono::system_clock::now();
  for (const int valid : {3, 90}) {
    Receiver receiver({.tls = certificates.server_for(valid, {"DNS:localhost"})});
    const auto reached =
        command::check::receiver::reach_receiver(sink_of(receiver.url("localhost"), certificates.ca_file()), "t", {});
    ASSERT_TRUE(std::holds_alternative<http::Reached>(reached));
    const auto until = std::get<http::Reached>(reached).trusted_until.value();
    EXPECT_LT(std::chrono::abs(until - now - days{valid}), seconds{60});
    EXPECT_TRUE(receiver.requests().empty());
  }
}

// A certificate that is valid longer than its authority is not trusted after the authority expires.
TEST(ReceiverProbe, SaysWhenTheFirstCertificateOfTheChainExpires) {
  Certificates certificates;
  Receiver receiver({.tls = certificates.server_for(400, {"DNS:localhost"})});
  const auto reached =
      command::check::receiver::reach_receiver(sink_of(receiver.url("localhost"), certificates.ca_file()), "t", {});
  const auto until = std::get<http::Reached>(reached).trusted_until.value();
  EXPECT_LT(until, std::chrono::system_clock::now() + days{102});
}

TEST(ReceiverProbe, SaysThatAnHttpReceiverHasNoCertificate) {
  Receiver receiver;
  const auto reached = command::check::receiver::reach_receiver(sink_of(receiver.url()), "t", {});
  EXPECT_FALSE(std::get<http::Reached>(reached).trusted_until);
  EXPECT_TRUE(receiver.requests().empty());
}

TEST(ReceiverProbe, SaysWhyAReceiverIsUnreachable) {
  Certificates certificates;
  Receiver expired({.tls = certificates.expired({"DNS:localhost"})});
  expect_silence(sink_of(expired.url("localhost"), certificates.ca_file()), http::NoReply::Kind::untrusted,
                 "certificate has expired");
  expect_silence(sink_of("http://127.0.0.1:1/v1/batch"), http::NoReply::Kind::unreachable,
                 "connecting to 127.0.0.1:1: Connection refused");
  expect_silence(sink_of("https://nowhere.invalid/v1/batch"), http::NoReply::Kind::unreachable,
                 "resolving nowhere.invalid");
}

TEST(ReceiverProbe, ConnectsThroughAProxy) {
  Certificates certificates;
  Receiver receiver({.tls = certificates.server({"DNS:localhost"})});
  Tinyproxy proxy{{"user", "hush", receiver.port()}};
  config::Config::Sink sink = sink_of(receiver.url("localhost"), certificates.ca_file());
  sink.proxy = http::parse_proxy(proxy.url("user:hush@"));
  EXPECT_TRUE(std::holds_alternative<http::Reached>(command::check::receiver::reach_receiver(sink, "t", {})));
  sink.proxy = http::parse_proxy(proxy.url("user:wrong@"));
  expect_silence(sink, http::NoReply::Kind::barred, "HTTP 401");
}

TEST(ReceiverProbe, SaysWhetherAFileCanBeWritten) {
  TemporaryDirectory folder;
  const std::string there = folder.file("there");
  std::ofstream(there) << "x";
  EXPECT_TRUE(command::check::receiver::may_write("-"));
  EXPECT_TRUE(command::check::receiver::may_write(there));
  EXPECT_TRUE(command::check::receiver::may_write(folder.file("new")));
  EXPECT_FALSE(std::filesystem::exists(folder.file("new")));
  EXPECT_FALSE(command::check::receiver::may_write(folder.file("no-folder/new")));
}

}  // namespace
}  // namespace sent::tests
