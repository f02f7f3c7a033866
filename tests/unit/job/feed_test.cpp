// SPDX-License-Identifier: Apache-2.0

#include "job/send/feed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>

#include "model/failure.hpp"
#include "support/ports/scripted_transport.hpp"
#include "support/ports/small_config.hpp"
#include "support/ports/stepped_clock.hpp"
#include "support/samples/sample_batch.hpp"
#include "support/suite/eventually.hpp"
#include "support/suite/failure_of.hpp"

namespace sent::tests {
namespace {

http::Reply reply(int status) { return {status, "", {}}; }

// A feed of the events 1, 2, 3 …, two in a batch, to a receiver that answers as the test says.
struct Feed : testing::Test {
  // Ids of one digit, so that they are in order.
  void take(int number, std::optional<std::string_view> refusal = {}) {
    const std::string json = sample_event(number), source = fmt::format("s{}", number),
                      user = fmt::format("u{}", number), message = fmt::format("m{}", number);
    feed().take({json, {source, user, message}, refusal});
  }
  void take(int first, int last) {
    for (int number = first; number <= last; ++number) take(number);
  }
  job::send::Feed& feed() {
    if (!made) {
      made.emplace(shipper, config, job::Deadline(stop.get_token()), times,
                   [this](const ship::Settled& settled) { note(settled); });
    }
    return *made;
  }
  void note(const ship::Settled& settled) {
    if (!settled.through) return;
    std::string line = fmt::format("through {}: {} delivered", settled.through->source_id, settled.delivered);
    for (const Rejection& one : settled.rejected) line += fmt::format(", {} {}", one.source_id, one.reason);
    reported.push_back(line);
  }
  void answer_with(TransportScript::Answerer how) { answerer = std::move(how); }

  using Reports = std::vector<std::string>;
  config::Config config = small_config();
  Reports reported;
  std::stop_source stop;
  SteppedClock clock;
  job::StageClock times{clock};
  TransportScript::Answerer answerer = [](int, const encode::Batch&, const std::stop_token&) { return reply(200); };
  TransportScript script{[this](int number, const encode::Batch& batch, const std::stop_token& abort) {
    return answerer(number, batch, abort);
  }};
  ship::Shipper shipper{config.sink, {.grace = config.job.grace}, script.factory(), clock, {}};
  std::optional<job::send::Feed> made;
};

TEST_F(Feed, FillsEachBatchToItsLimit) {
  take(1, 5);
  feed().finish();
  ASSERT_EQ(script.bodies().size(), 3U);
  EXPECT_EQ(script.bodies()[0], sample_batch(1, 2).body());
  EXPECT_EQ(script.bodies()[2], sample_batch(5, 5).body());
}

// If it makes the receiver fail, another event must show that the receiver is alive.
TEST_F(Feed, LeavesNoEventAloneInTheLastBatch) {
  config.sink.max_batch_events = 3;
  take(1, 4);
  take(5, "no");
  take(6);
  take(7);
  feed().finish();
  ASSERT_EQ(script.bodies().size(), 2U);
  EXPECT_EQ(script.bodies()[0], sample_batch(1, 3).body());
  take(1, 2);
  take(3, "no");
  take(4, 5);
  feed().finish();
  ASSERT_EQ(script.bodies().size(), 4U);
  EXPECT_EQ(script.bodies()[2], sample_batch(1, 2).body());
  EXPECT_EQ(script.bodies()[3], sample_batch(4, 5).body());
  EXPECT_EQ(reported, (Reports{"through s7: 6 delivered, s5 no", "through s5: 4 delivered, s3 no"}));
}

TEST_F(Feed, ReportsEverythingByTheEnd) {
  take(1, 5);
  feed().finish();
  std::uint64_t delivered = 0;
  for (const std::string& line : reported) delivered += std::stoull(line.substr(line.find(": ") + 2));
  EXPECT_EQ(delivered, 5U);
  EXPECT_TRUE(reported.back().starts_with("through s5")) << reported.back();
}

TEST_F(Feed, WithoutEventsSendsAndReportsNothing) {
  feed().finish();
  EXPECT_TRUE(script.bodies().empty());
  EXPECT_EQ(reported, Reports{});
}

TEST_F(Feed, ReportsARefusedEventInItsPlace) {
  take(1);
  take(2, "the plan says no");
  take(3);
  feed().finish();
  EXPECT_EQ(reported, Reports{"through s3: 2 delivered, s2 the plan says no"});
  EXPECT_EQ(script.bodies().size(), 1U) << "its place in the batch is free";
}

TEST_F(Feed, ReportsARefusedEventAtTheEndWithoutAnotherBatch) {
  take(1);
  take(2, "no");
  feed().finish();
  EXPECT_EQ(reported, Reports{"through s2: 1 delivered, s2 no"});
  EXPECT_EQ(script.bodies().size(), 1U);
}

TEST_F(Feed, SendsNothingIfAllEventsAreRefused) {
  take(1, "no");
  take(2, "no");
  feed().finish();
  EXPECT_TRUE(script.bodies().empty());
  EXPECT_EQ(reported, Reports{"through s2: 0 delivered, s1 no, s2 no"});
}

TEST_F(Feed, RefusesAnEventThatIsTooLarge) {
  config.sink.max_event_bytes = sample_event(1).size() - 1;
  take(1);
  feed().finish();
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_NE(reported[0].find("sink.max_event_bytes"), std::string::npos) << reported[0];
}

TEST_F(Feed, ReportsEventsThatTheReceiverRefusesWithTheOthers) {
  answer_with([](int, const encode::Batch& batch, const std::stop_token&) {
    return reply(batch.body().find("\"m2\"") == std::string_view::npos ? 200 : 400);
  });
  take(1, 2);
  feed().finish();
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_TRUE(reported[0].starts_with("through s2: 1 delivered, s2 ")) << reported[0];
}

TEST_F(Feed, RecordsManyRefusedEventsBeforeTheyFillTheMemory) {
  const std::string large(20'000, 'x');
  for (int i = 0; i < 450; ++i) feed().take({large, {"s1", "u1", "1"}, "no"});
  EXPECT_GE(reported.size(), 5U);
  const auto longest = std::ranges::max_element(reported, {}, &std::string::size);
  EXPECT_LE(std::ranges::count(*longest, ','), 150) << "3 MB";
  feed().finish();
}

TEST_F(Feed, NeverReportsARefusedEventBeforeItsBatch) {
  std::latch release(1);
  answer_with([&](int, const encode::Batch&, const std::stop_token&) { return release.wait(), reply(200); });
  take(1);
  take(2, "no");
  take(3);
  take(4, 5);
  feed().report();
  EXPECT_EQ(reported, Reports{}) << "events 1 and 3 are in doubt";
  release.count_down();
  feed().finish();
  EXPECT_EQ(reported, Reports{"through s5: 4 delivered, s2 no"});
}

TEST_F(Feed, SendsNothingMoreAfterAStop) {
  take(1, 2);
  stop.request_stop();
  EXPECT_THROW(take(3, 5), Failure);
  EXPECT_LE(script.bodies().size(), 1U);
}

TEST_F(Feed, ReportsAfterAFailureTheEventsAcceptedBefore) {
  answer_with([](int number, const encode::Batch&, const std::stop_token&) { return reply(number == 1 ? 200 : 401); });
  EXPECT_THROW((take(1, 4), feed().finish()), Failure);
  shipper.wind_down();
  feed().report();
  EXPECT_EQ(reported, Reports{"through s2: 2 delivered"});
}

// The one that opens a chunk again must find what was accepted behind a batch that failed.
TEST_F(Feed, ReportsWhatWasAcceptedBehindABatchThatFails) {
  config.sink.concurrency = 2;
  std::latch accepted(1);
  answer_with([&](int, const encode::Batch& batch, const std::stop_token&) {
    if (batch.body().find("\"m1\"") == std::string_view::npos) return accepted.count_down(), reply(200);
    accepted.wait();
    return reply(401);
  });
  ship::Shipper two{config.sink, {.grace = config.job.grace}, script.factory(), clock, {}};
  std::vector<PositionRange> ahead;
  job::send::Feed sending(two, config, job::Deadline(stop.get_token()), times,
                          [&](const ship::Settled& settled) { ahead = settled.ahead; });
  EXPECT_THROW(
      {
        for (const std::string n : {"1", "2", "3", "4"})
          sending.take({sample_event(std::stoi(n)), {"s" + n, "u" + n, "m" + n}, {}});
        sending.finish();
      },
      Failure);
  two.wind_down();
  sending.report();
  EXPECT_EQ(ahead, (std::vector<PositionRange>{{{"s2", "u2"}, {"s4", "u4"}}}));
}

// Sending goes on while the ledger is slow, until it is silent for as long as the lease.
TEST_F(Feed, SendsWhileTheLedgerIsSlowButNotBeyondTheLease) {
  std::latch release(1);
  std::atomic<int> calls = 0;
  job::send::Feed sending(shipper, config, job::Deadline(stop.get_token()), times, [&](const ship::Settled&) {
    ++calls;
    release.wait();
  });
  const auto send = [&](const std::string& n) {
    sending.take({sample_event(std::stoi(n)), {"s" + n, "u" + n, "m" + n}, {}});
  };
  for (const std::string n : {"1", "2", "3", "4", "5", "6"}) {
    clock.advance(std::chrono::seconds{1});
    send(n);
  }
  EXPECT_TRUE(eventually([&] { return script.bodies().size() == 2 && calls == 1; })) << "the first call still waits";
  clock.advance(config.job.lease);
  send("7");
  std::jthread ledger([&] {
    EXPECT_EQ(script.bodies().size(), 2U) << "the claim may have been lost";
    release.count_down();
  });
  send("8");
  sending.finish();
  EXPECT_EQ(script.bodies().size(), 4U);
}

TEST_F(Feed, SendsNothingMoreOnceAnotherWorkerHasTheChunk) {
  const auto lost = [](const ship::Settled&) { throw Failure(ExitCode::day_held_elsewhere, "lost"); };
  job::send::Feed sending(shipper, config, job::Deadline(stop.get_token()), times, lost);
  const auto send = [&](const std::string& n) {
    sending.take({sample_event(std::stoi(n)), {"s" + n, "u" + n, "m" + n}, {}});
  };
  for (const std::string n : {"1", "2", "3", "4"}) send(n);
  clock.advance(config.job.lease);  // it was paused
  send("5");
  EXPECT_EQ(failure_of([&] { send("6"); }).code(), ExitCode::day_held_elsewhere);
  sending.abandon();
  EXPECT_EQ(script.bodies().size(), 1U);
}

TEST_F(Feed, ReportsNothingMoreWhenAbandoned) {
  take(1, 4);
  feed().abandon();
  const std::size_t before = reported.size();
  feed().report();
  EXPECT_EQ(reported.size(), before);
  EXPECT_TRUE(shipper.drain(clock.now() + std::chrono::hours{1})) << "nothing is in flight";
}

TEST_F(Feed, CountsItsWaitingTime) {
  answer_with([this](int, const encode::Batch&, const std::stop_token&) {
    clock.advance(std::chrono::seconds{3});
    return reply(200);
  });
  take(1, 2);
  feed().finish();
  EXPECT_GE(times.seconds(job::Stage::waiting).count(), 3.0);
}

}  // namespace
}  // namespace sent::tests
