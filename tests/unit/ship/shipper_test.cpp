// SPDX-License-Identifier: Apache-2.0

#include "ship/shipper.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <latch>
#include <mutex>
#include <thread>

#include "model/failure.hpp"
#include "support/ports/manual_clock.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/samples/sample_batch.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;
constexpr auto for_ever = Clock::Time::max();

config::Config::Sink sink_of(std::size_t concurrency = 1) {
  config::Config::Sink sink;
  sink.url = "https://receiver.test/v1/batch?secret=1";
  sink.concurrency = concurrency;
  sink.max_attempts = 3;
  sink.backoff = milliseconds{100};
  sink.max_backoff = milliseconds{1000};
  return sink;
}

http::Reply reply(int status, std::string body = {}) { return {status, std::move(body), {}}; }

struct Sender {
  explicit Sender(TransportScript::Answerer answerer, config::Config::Sink sink = sink_of())
      : script(std::move(answerer)),
        shipper(sink, {.seed = 1, .observer = [this](const std::string&) { ++heard; }}, script.factory(), clock,
                stop.get_token()) {}

  void submit(encode::Batch batch) { ASSERT_TRUE(shipper.submit(batch, for_ever)); }

  std::atomic<int> heard = 0;
  ManualClock clock;
  std::stop_source stop;
  TransportScript script;
  ship::Shipper shipper;
};

template <typename Act>
Failure failure_of(Act act) {
  try {
    act();
  } catch (const Failure& failure) {
    return failure;
  }
  return {ExitCode::complete, "no failure"};
}

TEST(Shipper, SettlesBatchesThatTheReceiverAccepts) {
  Sender sender([](int, const encode::Batch&, std::stop_token) { return reply(200); });
  sender.submit(sample_batch(1, 3));
  sender.submit(sample_batch(4, 5));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.through, (Position{"s5", "u5"}));
  EXPECT_EQ(settled.delivered, 5U);
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
  EXPECT_EQ(sender.shipper.counts().requests, 2U);
}

TEST(Shipper, ReportsOnlyThePrefixOfSettledBatches) {
  std::latch release(1);
  Sender sender(
      [&](int, const encode::Batch& batch, std::stop_token) -> http::Answer {
        if (batch.event(0).find("\"m1\"") != std::string_view::npos) release.wait();
        return reply(200);
      },
      sink_of(2));
  sender.submit(sample_batch(1, 1));
  sender.submit(sample_batch(2, 2));
  sender.submit(sample_batch(3, 3));  // there is room only once the second is done
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
  release.count_down();
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  EXPECT_EQ(sender.shipper.take_settled().through, (Position{"s3", "u3"}));
}

TEST(Shipper, RetriesWithTheSameBytes) {
  Sender sender([](int n, const encode::Batch&, std::stop_token) -> http::Answer {
    if (n == 1) return http::NoReply{http::NoReply::Kind::unreachable, "reset"};
    return n == 2 ? reply(503) : reply(200);
  });
  sender.submit(sample_batch(1, 2));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const auto bodies = sender.script.bodies();
  ASSERT_EQ(bodies.size(), 3U);
  EXPECT_EQ(bodies[0], bodies[2]);
  EXPECT_EQ(sender.shipper.counts().retries, 2U);
  EXPECT_EQ(sender.heard, 1);
}

TEST(Shipper, GivesUpAfterItsAttemptsWithoutShowingTheUrlsQuery) {
  Sender sender([](int, const encode::Batch&, std::stop_token) { return reply(500, "down"); });
  sender.submit(sample_batch(1, 2));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_STREQ(failure.what(),
               "sending a batch of 2 events to https://receiver.test/v1/batch: gave up after 3 "
               "attempts: HTTP 500: down");
  sender.shipper.wind_down();
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
}

TEST(Shipper, ARetryAfterDoesNotCountAsAnAttempt) {
  Sender sender([](int n, const encode::Batch&, std::stop_token) -> http::Answer {
    return n <= 10 ? http::Reply{429, "", "2"} : reply(200);
  });
  const auto begin = sender.clock.now();
  sender.submit(sample_batch(1, 1));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  EXPECT_GE(sender.clock.now() - begin, std::chrono::seconds{20});
  EXPECT_EQ(sender.shipper.counts().waited, std::chrono::seconds{20});
}

TEST(Shipper, ARefusalStopsTheRun) {
  for (const int status : {401, 403, 404}) {
    Sender sender([=](int, const encode::Batch&, std::stop_token) { return reply(status); });
    sender.submit(sample_batch(1, 1));
    EXPECT_EQ(failure_of([&] { (void)sender.shipper.drain(for_ever); }).code(), ExitCode::receiver_refuses);
    encode::Batch more = sample_batch(2, 2);
    EXPECT_THROW((void)sender.shipper.submit(more, for_ever), Failure);
    EXPECT_EQ(more.events(), 1U);
    EXPECT_EQ(sender.script.bodies().size(), 1U);
  }
}

TEST(Shipper, BisectsDownToTheOffendingEvents) {
  Sender sender([](int, const encode::Batch& batch, std::stop_token) {
    const bool bad = batch.body().find("\"m3\"") != std::string_view::npos;
    return reply(bad ? 400 : 200, bad ? "bad" : "");
  });
  sender.submit(sample_batch(1, 7));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 6U);
  ASSERT_EQ(settled.rejected.size(), 1U);
  EXPECT_EQ(settled.rejected[0].source_id, "s3");
  EXPECT_EQ(settled.rejected[0].user_id, "u3");
  EXPECT_EQ(settled.rejected[0].message_id, "m3");
  EXPECT_EQ(settled.rejected[0].payload, sample_event(3));
  EXPECT_EQ(settled.rejected[0].status, 400);
  EXPECT_EQ(settled.rejected[0].reason, "HTTP 400: bad");
}

// One bad event costs two requests for each halving, at any place and in a batch of any size.
TEST(Shipper, FindsAnOffenderWithALogarithmicNumberOfRequests) {
  for (const int size : {2, 64, 1000, 2500}) {
    for (const int offender : {1, size / 3 + 1, size}) {
      const std::string name = fmt::format("\"m{}\"", offender);
      Sender sender([&](int, const encode::Batch& batch, std::stop_token) {
        return reply(batch.body().find(name) == std::string_view::npos ? 200 : 400, "");
      });
      sender.submit(sample_batch(1, size));
      EXPECT_TRUE(sender.shipper.drain(for_ever));
      EXPECT_EQ(sender.shipper.take_settled().delivered, static_cast<std::uint64_t>(size) - 1);
      EXPECT_LE(sender.script.bodies().size(), 1 + 2 * std::ceil(std::log2(size))) << size << ", " << offender;
    }
  }
}

TEST(Shipper, AReceiverThatRefusesEveryEventStopsTheRun) {
  Sender sender([](int, const encode::Batch&, std::stop_token) { return reply(400, "bad"); });
  sender.submit(sample_batch(1, 200));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_refuses);
  EXPECT_NE(std::string(failure.what()).find("refuses every event"), std::string::npos);
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt);
}

// Bisection finds the bad events first; the events after them are still delivered.
TEST(Shipper, ManyRejectedEventsAtTheStartDoNotStopTheBatch) {
  Sender sender([](int, const encode::Batch& batch, std::stop_token) {
    for (std::size_t i = 0; i < batch.events(); ++i) {
      if (batch.event(i).find("\"bad\"") != std::string_view::npos) return reply(422, "bad");
    }
    return reply(200);
  });
  encode::Batch batch;
  for (int i = 0; i < 150; ++i) {
    const std::string user = i < 120 ? "bad" : "good";
    batch.append(fmt::format(R"({{"messageId":"m{0}","userId":"{1}","properties":{{"sourceId":"s{0}"}}}})", i, user),
                 {fmt::format("s{}", i), user, fmt::format("m{}", i)});
  }
  sender.submit(std::move(batch));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 30U);
  EXPECT_EQ(settled.rejected.size(), 120U);
}

// The users of one source share what may be wrong: even if there are many, other sources are still delivered.
TEST(Shipper, ASourceWithManyRefusedUsersDoesNotStopTheRun) {
  encode::Batch batch;
  const auto append = [&](int user, const std::string& source) {
    batch.append(
        fmt::format(R"({{"messageId":"m{}","userId":"u{}","properties":{{"sourceId":"{}"}}}})", user, user, source),
        {source, fmt::format("u{}", user), fmt::format("m{}", user)});
  };
  for (int user = 0; user < 150; ++user) append(user, "bad");
  for (int user = 0; user < 50; ++user) append(user, "good");
  Sender sender([](int, const encode::Batch& sent, std::stop_token) {
    return sent.body().find("bad") == std::string_view::npos ? reply(200, "") : reply(400, "bad");
  });
  sender.submit(std::move(batch));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 50U);
  EXPECT_EQ(settled.rejected.size(), 150U);
}

TEST(Shipper, RejectsTheEventsThatTheReceiverNamesAndDeliversTheRest) {
  Sender sender([](int, const encode::Batch&, std::stop_token) {
    return reply(200, R"({"ok":false,"receivedEvents":3,"okEvents":2,"errors":["Message ID: m2: x"]})");
  });
  sender.submit(sample_batch(1, 3));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 2U);
  ASSERT_EQ(settled.rejected.size(), 1U);
  EXPECT_EQ(settled.rejected[0].message_id, "m2");
  EXPECT_EQ(settled.rejected[0].reason, "Message ID: m2: x");
}

TEST(Shipper, AnUnknownIdInARefusalIsNotADelivery) {
  Sender sender([](int, const encode::Batch&, std::stop_token) {
    return reply(200, R"({"ok":false,"errors":["Message ID: other: x"]})");
  });
  sender.submit(sample_batch(1, 3));
  EXPECT_THROW((void)sender.shipper.drain(for_ever), Failure);
}

// Both workers wait when one of them gets a Retry-After, and it counts as no attempt.
TEST(Shipper, ARetryAfterSlowsTheWholeSenderDown) {
  config::Config::Sink sink = sink_of(2);
  sink.max_attempts = 1;
  std::mutex mutex;
  std::vector<Clock::Time> posted;
  ManualClock* clock = nullptr;
  Sender sender(
      [&](int n, const encode::Batch&, std::stop_token) -> http::Answer {
        std::lock_guard lock(mutex);
        posted.push_back(clock->now());
        return n == 1 ? http::Reply{503, "", "30"} : reply(200);
      },
      sink);
  clock = &sender.clock;
  const auto begin = sender.clock.now();
  sender.submit(sample_batch(1, 1));
  while (sender.heard == 0) std::this_thread::yield();
  sender.submit(sample_batch(2, 2));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  ASSERT_EQ(posted.size(), 3U);
  EXPECT_GE(posted[1] - begin, std::chrono::seconds{30});
  EXPECT_GE(posted[2] - begin, std::chrono::seconds{30});
}

TEST(Shipper, AnUntrustedCertificateIsNotRetried) {
  Sender sender([](int, const encode::Batch&, std::stop_token) -> http::Answer {
    return http::NoReply{http::NoReply::Kind::untrusted, "self-signed certificate"};
  });
  sender.submit(sample_batch(1, 1));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_NE(failure.hint().find("sink.ca_file"), std::string::npos);
  EXPECT_EQ(sender.script.bodies().size(), 1U);
}

TEST(Shipper, AProxysRefusalIsNotRetriedNorBlamedOnTheReceiver) {
  Sender sender([](int, const encode::Batch&, std::stop_token) -> http::Answer {
    return http::NoReply{http::NoReply::Kind::barred, "HTTP 407"};
  });
  sender.submit(sample_batch(1, 1));
  const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  EXPECT_NE(failure.hint().find("sink.proxy"), std::string::npos);
  EXPECT_EQ(failure.hint().find("sink.write_key"), std::string::npos);
  EXPECT_EQ(sender.script.bodies().size(), 1U);
}

TEST(Shipper, AHintNamesTheProxyIfItMayHaveRefused) {
  for (const std::string scheme : {"http", "https"}) {
    config::Config::Sink sink = sink_of();
    sink.url = scheme + "://receiver.test/";
    sink.proxy = http::Proxy{"proxy.test", "3128", std::nullopt};
    Sender sender([](int, const encode::Batch&, std::stop_token) { return reply(403); }, sink);
    sender.submit(sample_batch(1, 1));
    const Failure failure = failure_of([&] { (void)sender.shipper.drain(for_ever); });
    EXPECT_EQ(failure.hint().find("sink.proxy") != std::string::npos, scheme == "http") << failure.hint();
  }
}

TEST(Shipper, AnExceptionInAWorkerReachesTheCaller) {
  Sender sender(
      [](int, const encode::Batch&, std::stop_token) -> http::Answer { throw std::runtime_error("surprise"); },
      sink_of(2));
  sender.submit(sample_batch(1, 1));
  EXPECT_THROW((void)sender.shipper.drain(for_ever), std::runtime_error);
  encode::Batch more = sample_batch(2, 2);
  EXPECT_THROW((void)sender.shipper.submit(more, for_ever), std::runtime_error);
  sender.shipper.wind_down();
  EXPECT_EQ(sender.shipper.take_settled().through, std::nullopt) << "and nothing counts as delivered";
}

TEST(Shipper, AFailureToStartAWorkerEndsTheOthers) {
  TransportScript script([](int, const encode::Batch&, std::stop_token) { return reply(200); });
  int made = 0;
  const ship::TransportFactory third_fails = [&] {
    if (++made == 3) throw Failure(ExitCode::unexpected, "starting a thread", "");
    return script.factory()();
  };
  ManualClock clock;
  EXPECT_THROW(ship::Shipper(sink_of(4), {}, third_fails, clock, {}), Failure);
  EXPECT_EQ(made, 3);
}

TEST(Shipper, SubmitReturnsWhenItsTimeIsUp) {
  std::latch release(1);
  Sender sender([&](int, const encode::Batch&, std::stop_token) {
    release.wait();
    return reply(200);
  });
  sender.submit(sample_batch(1, 1));
  encode::Batch more = sample_batch(2, 2);
  EXPECT_FALSE(sender.shipper.submit(more, sender.clock.now()));
  EXPECT_FALSE(sender.shipper.drain(sender.clock.now()));
  release.count_down();
}

TEST(Shipper, AStopAbandonsRequestsInFlightAfterTheGrace) {
  std::latch posted(1);
  Sender sender([&](int, const encode::Batch&, std::stop_token stop) -> http::Answer {
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

TEST(Shipper, KeepsTheRateOfEvents) {
  config::Config::Sink sink = sink_of(4);
  sink.max_events_per_second = 100;
  Sender sender([](int, const encode::Batch&, std::stop_token) { return reply(200); }, sink);
  const auto begin = sender.clock.now();
  for (int i = 0; i < 11; ++i) sender.submit(sample_batch(1, 50));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  EXPECT_GE(sender.clock.now() - begin, std::chrono::seconds{5});
}

}  // namespace
}  // namespace sent::tests
