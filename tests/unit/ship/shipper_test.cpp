// SPDX-License-Identifier: Apache-2.0

// The shipper and a receiver that accepts: what is settled, when it is sent again, how fast.

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

#include "unit/ship/scripted_shipper.hpp"

namespace sent::tests {
namespace {

TEST(Shipper, SettlesBatchesThatTheReceiverAccepts) {
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) { return reply(200); });
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
  ScriptedShipper sender(
      [&](int, const encode::Batch& batch, const std::stop_token&) -> http::Answer {
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
  ScriptedShipper sender([](int n, const encode::Batch&, const std::stop_token&) -> http::Answer {
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

TEST(Shipper, ARetryAfterDoesNotCountAsAnAttempt) {
  ScriptedShipper sender([](int n, const encode::Batch&, const std::stop_token&) -> http::Answer {
    return n <= 10 ? http::Reply{429, "", "2"} : reply(200);
  });
  const auto begin = sender.clock.now();
  sender.submit(sample_batch(1, 1));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  EXPECT_GE(sender.clock.now() - begin, std::chrono::seconds{20});
  EXPECT_EQ(sender.shipper.counts().waited, std::chrono::seconds{20});
}

// Both workers wait when one of them gets a Retry-After, which does not count as an attempt.
TEST(Shipper, ARetryAfterSlowsTheWholeSenderDown) {
  config::Config::Sink sink = sink_of(2);
  sink.max_attempts = 1;
  std::mutex mutex;
  std::vector<Clock::Time> posted;
  ManualClock* clock = nullptr;
  ScriptedShipper sender(
      [&](int n, const encode::Batch&, const std::stop_token&) -> http::Answer {
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

// A lease is renewed only while its worker shows that it goes on.
TEST(Shipper, ShowsThatItIsAliveWhenARequestEndsAndWhileItWaits) {
  TransportScript script([](int n, const encode::Batch&, const std::stop_token&) -> http::Answer {
    return n == 1 ? http::Reply{503, "", "30"} : reply(200);
  });
  ManualClock clock;
  std::atomic<int> alive = 0;
  ship::ShipperRules rules;
  rules.alive = [&] { ++alive; };
  ship::Shipper shipper(sink_of(), rules, script.factory(), clock, {});
  encode::Batch batch = sample_batch(1, 1);
  std::vector<Rejection> refused;
  ASSERT_TRUE(shipper.submit(batch, refused, for_ever));
  EXPECT_TRUE(shipper.drain(for_ever));
  EXPECT_EQ(alive, 2 + 30'000 / 200);
}

TEST(Shipper, ForgetsWhatWasSetAside) {
  ScriptedShipper sender([](int n, const encode::Batch&, const std::stop_token&) { return reply(n <= 3 ? 500 : 200); });
  sender.submit(sample_batch(1, 1));
  EXPECT_TRUE(sender.shipper.forget(for_ever));
  sender.submit(sample_batch(2, 2));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 1U);
  EXPECT_TRUE(settled.rejected.empty()) << "another worker settles it";
}

TEST(Shipper, SubmitReturnsWhenItsTimeIsUp) {
  std::latch release(1);
  ScriptedShipper sender([&](int, const encode::Batch&, const std::stop_token&) {
    release.wait();
    return reply(200);
  });
  sender.submit(sample_batch(1, 1));
  encode::Batch more = sample_batch(2, 2);
  EXPECT_FALSE(sender.shipper.submit(more, sender.refused, sender.clock.now()));
  EXPECT_FALSE(sender.shipper.drain(sender.clock.now()));
  release.count_down();
}

TEST(Shipper, KeepsTheRateOfEvents) {
  config::Config::Sink sink = sink_of(4);
  sink.max_events_per_second = 100;
  ScriptedShipper sender([](int, const encode::Batch&, const std::stop_token&) { return reply(200); }, sink);
  const auto begin = sender.clock.now();
  for (int i = 0; i < 11; ++i) sender.submit(sample_batch(1, 50));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  EXPECT_GE(sender.clock.now() - begin, std::chrono::seconds{5});
}

}  // namespace
}  // namespace sent::tests
