// SPDX-License-Identifier: Apache-2.0

// What ends the shipper: refusals, lost connections, exceptions and stops.

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>

#include "unit/ship/scripted_shipper.hpp"

namespace sent::tests {
namespace {

TEST(Shipper, GivesUpAfterItsAttemptsWithoutShowingTheUrlsQuery) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) { return reply(500, "down"); });
  sender.submit(sample_batch(1, 2));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_STREQ(failure.what(),
               "sending a batch of 2 events to https://receiver.test/v1/batch: gave up after 3 "
               "attempts: HTTP 500: down");
  sender.shipper.wind_down();
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
}

TEST(Shipper, AWebPageIsRetriedAndThenTheHintNamesIt) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) { return reply(200, "<html>Sign in"); });
  sender.submit(sample_batch(1, 2));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_NE(std::string(failure.what()).find("gave up after 3 attempts: HTTP 200 with a web page: <html>Sign in"),
            std::string::npos)
      << failure.what();
  EXPECT_NE(failure.hint().value().find("a sign-in page is in between"), std::string::npos);
  EXPECT_EQ(sender.shipper.take_settled().delivered, 0U);
}

TEST(Shipper, ARefusalStopsTheRun) {
  for (const int status : {401, 403, 404}) {
    ScriptedShipper sender([=](int, const encode::Batch&, const std::stop_token&) { return reply(status); });
    sender.submit(sample_batch(1, 1));
    EXPECT_EQ(failure_of([&] { (void)sender.shipper.drain(for_ever); }).code(), ExitCode::receiver_refuses);
    encode::Batch more = sample_batch(2, 2);
    EXPECT_THROW((void)sender.shipper.submit(more, sender.refused, for_ever), Failure);
    EXPECT_EQ(more.events(), 1U);
    EXPECT_EQ(sender.script.bodies().size(), 1U);
  }
}

TEST(Shipper, AnUntrustedCertificateIsNotRetried) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) -> http::Answer {
    return http::NoReply{http::NoReply::Kind::untrusted, "self-signed certificate"};
  });
  sender.submit(sample_batch(1, 1));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_NE(failure.hint().value().find("sink.ca_file"), std::string::npos);
  EXPECT_EQ(sender.script.bodies().size(), 1U);
}

TEST(Shipper, AProxysRefusalIsNotRetriedNorBlamedOnTheReceiver) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) -> http::Answer {
    return http::NoReply{http::NoReply::Kind::barred, "HTTP 407"};
  });
  sender.submit(sample_batch(1, 1));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_NE(failure.hint().value().find("sink.proxy"), std::string::npos);
  EXPECT_EQ(failure.hint().value().find("sink.write_key"), std::string::npos);
  EXPECT_EQ(sender.script.bodies().size(), 1U);
}

TEST(Shipper, AHintNamesTheProxyIfItMayHaveRefused) {
  for (const std::string scheme : {"http", "https"}) {
    config::Config::Sink sink = sink_of();
    sink.url = scheme + "://receiver.test/";
    sink.proxy = http::Proxy{"proxy.test", "3128", std::nullopt};
    ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) { return reply(403); }, sink);
    sender.submit(sample_batch(1, 1));
    const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
    EXPECT_EQ(failure.hint().value().find("sink.proxy") != std::string::npos, scheme == "http")
        << failure.hint().value();
  }
}

TEST(Shipper, AnExceptionInAWorkerReachesTheCaller) {
  ScriptedShipper sender(
      [](int, const encode::Batch&, const std::stop_token&) -> http::Answer { throw std::runtime_error("surprise"); },
      sink_of(2));
  sender.submit(sample_batch(1, 1));
  EXPECT_THROW((void)sender.shipper.drain(for_ever), std::runtime_error);
  encode::Batch more = sample_batch(2, 2);
  EXPECT_THROW((void)sender.shipper.submit(more, sender.refused, for_ever), std::runtime_error);
  sender.shipper.wind_down();
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt) << "and nothing counts as delivered";
}

TEST(Shipper, AFailureToStartAWorkerEndsTheOthers) {
  TransportScript script([](int, const encode::Batch&, const std::stop_token&) { return reply(200); });
  int made = 0;
  const ship::TransportFactory third_fails = [&] {
    if (++made == 3) throw Failure(ExitCode::unexpected, "starting a thread", "");
    return script.factory()();
  };
  ManualClock clock;
  EXPECT_THROW(ship::Shipper(sink_of(4), {}, third_fails, clock, {}), Failure);
  EXPECT_EQ(made, 3);
}

TEST(Shipper, AStopAbandonsRequestsInFlightAfterTheGrace) {
  std::latch posted(1);
  ScriptedShipper sender([&](int, const encode::Batch&, const std::stop_token& stop) -> http::Answer {
    posted.count_down();
    std::latch stopped(1);
    const std::stop_callback on_stop(stop, [&] { stopped.count_down(); });
    stopped.wait();
    return http::NoReply{http::NoReply::Kind::unreachable, "stopped"};
  });
  sender.submit(sample_batch(1, 1));
  posted.wait();
  sender.stop.request_stop();
  EXPECT_EQ(failure_of([&] { (void)sender.shipper.drain(for_ever); }).code(), ExitCode::interrupted);
  sender.shipper.wind_down();
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
}

}  // namespace
}  // namespace sent::tests
