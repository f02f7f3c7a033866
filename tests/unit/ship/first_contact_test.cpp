// SPDX-License-Identifier: Apache-2.0

// The shipper and a receiver that refuses batches before it has accepted anything: are these events at fault, or does
// it refuse everything?

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "unit/ship/scripted_shipper.hpp"

namespace sent::tests {
namespace {

// Event number `number` of a day in which each source has so many users.
void append_event(encode::Batch& batch, int number, int users) {
  const std::string source = fmt::format("s{}", number / users), user = fmt::format("u{}", number);
  batch.append(
      fmt::format(R"({{"messageId":"m{}","userId":"{}","properties":{{"sourceId":"{}"}}}})", number, user, source),
      {source, user, fmt::format("m{}", number)});
}

encode::Batch batch_of(int first, int events, int users) {
  encode::Batch batch;
  for (int i = first; i < first + events; ++i) append_event(batch, i, users);
  return batch;
}

config::Config::Sink sink_at(const std::string& url, std::size_t concurrency, config::Preset preset) {
  config::Config::Sink sink = sink_of(concurrency);
  sink.url = url;
  sink.preset = preset;
  return sink;
}

// Answers `status` to every batch with one of these words in it.
TransportScript::Answerer refusing(int status, const std::vector<std::string>& words) {
  return [=](int, const encode::Batch& batch, const std::stop_token&) {
    const bool bad =
        std::ranges::any_of(words, [&](const auto& word) { return batch.body().find(word) != std::string_view::npos; });
    return reply(bad ? status : 200, bad ? "blocked" : "");
  };
}

TransportScript::Answerer always(int status) {
  return [=](int, const encode::Batch&, const std::stop_token&) { return reply(status, "no"); };
}

// A day of so many events.
struct Day {
  int events;
  int users;  // of each source
  int batch;  // events in it
};

void send(ScriptedShipper& sender, const Day& day) {
  for (int first = 0; first < day.events; first += day.batch) {
    encode::Batch batch = batch_of(first, std::min(day.batch, day.events - first), day.users);
    while (!sender.shipper.submit(batch, sender.refused, for_ever)) {
    }
  }
  EXPECT_TRUE(sender.shipper.drain(for_ever));
}

std::vector<std::string> ids_of(const std::vector<Rejection>& rejected) {
  std::vector<std::string> ids;
  for (const Rejection& one : rejected) ids.push_back(one.message_id);
  std::ranges::sort(ids);
  return ids;
}

void expect_stop(ScriptedShipper& sender, const Day& day, std::size_t most_requests, const std::string& hint) {
  const Failure failure = failure_of([&] { send(sender, day); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_refuses) << failure.what();
  EXPECT_NE(failure.hint().value_or("").find(hint), std::string::npos) << failure.hint().value_or("");
  sender.shipper.wind_down();
  EXPECT_LE(sender.script.bodies().size(), most_requests);
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.through, std::nullopt);
  EXPECT_TRUE(settled.ahead.empty());
  EXPECT_TRUE(settled.rejected.empty());
}

TEST(FirstContact, AForbiddenEventAfterAnAcceptedOneIsRejectedAlone) {
  ScriptedShipper sender(refusing(403, {"\"m13\""}));
  send(sender, {20, 1, 10});
  const ship::Settled settled = sender.shipper.take_settled();
  EXPECT_EQ(settled.delivered, 19U);
  ASSERT_EQ(ids_of(settled.rejected), std::vector<std::string>{"m13"});
  EXPECT_EQ(settled.rejected[0].status, 403);
  EXPECT_EQ(settled.rejected[0].reason, "HTTP 403: blocked");
}

TEST(FirstContact, AForbiddenEventInTheVeryFirstBatchIsRejectedAlone) {
  for (const std::size_t concurrency : {1U, 8U}) {
    for (const int users : {1, 3, 100}) {
      for (const auto* bad : {"\"m0\"", "\"m7\"", "\"m15\"", "\"m19\""}) {
        ScriptedShipper sender(refusing(403, {bad}), sink_of(concurrency));
        send(sender, {40, users, 20});
        const ship::Settled settled = sender.shipper.take_settled();
        EXPECT_EQ(settled.delivered, 39U) << bad << ", " << users;
        EXPECT_EQ(settled.rejected.size(), 1U) << bad << ", " << users;
      }
    }
  }
}

// Each event was sent, and none that was accepted is sent twice.
TEST(FirstContact, NoEventIsAcceptedTwice) {
  for (const int status : {400, 403}) {
    std::mutex mutex;
    std::map<std::string, int> accepted;
    ScriptedShipper sender([&](int, const encode::Batch& batch, const std::stop_token&) {
      if (batch.body().find("\"s0\"") != std::string_view::npos) return reply(status);
      std::lock_guard lock(mutex);
      for (std::size_t i = 0; i < batch.events(); ++i) ++accepted[std::string(batch.ids(i).message_id)];
      return reply(200);
    });
    send(sender, {300, 40, 100});
    EXPECT_EQ(accepted.size(), 260U);
    EXPECT_TRUE(std::ranges::all_of(accepted, [](const auto& one) { return one.second == 1; }));
    EXPECT_EQ(sender.shipper.take_settled().rejected.size(), 40U);
  }
}

TEST(FirstContact, ASourceThatFillsTheFirstBatchesAndIsRefusedDoesNotStopTheRun) {
  for (const int status : {400, 403}) {
    for (const std::size_t concurrency : {1U, 8U}) {
      ScriptedShipper sender(refusing(status, {"\"s0\""}), sink_of(concurrency));
      send(sender, {1000, 600, 100});
      const ship::Settled settled = sender.shipper.take_settled();
      EXPECT_EQ(settled.delivered, 400U) << status;
      EXPECT_EQ(settled.rejected.size(), 600U) << status;
      EXPECT_EQ(settled.through, (Position{"s1", "u999"}));
    }
  }
}

TEST(FirstContact, AForbiddenKeyStopsTheRunAfterAFewRequestsAndMarksNothing) {
  for (const auto& [events, users, most] :
       {std::tuple{1, 1, 1U}, {2, 1, 3U}, {40, 1, 4U}, {40, 40, 4U}, {40, 20, 4U}, {5000, 5000, 60U}}) {
    ScriptedShipper sender(always(403));
    expect_stop(sender, {events, users, 500}, most, "check sink.write_key");
  }
}

TEST(FirstContact, AWrongKeyOrPathStopsTheRunAtOnceEvenLater) {
  for (const int status : {401, 404}) {
    ScriptedShipper sender(
        [=](int number, const encode::Batch&, const std::stop_token&) { return reply(number == 1 ? 200 : status); });
    EXPECT_EQ(failure_of([&] { send(sender, {40, 1, 20}); }).code(), ExitCode::receiver_refuses);
    EXPECT_EQ(sender.script.bodies().size(), 2U);
  }
}

TEST(FirstContact, AReceiverThatRefusesEverythingIsNoticedWithin200Requests) {
  for (const int status : {400, 413, 422}) {
    for (const std::size_t concurrency : {1U, 8U, 32U}) {
      for (const int batch : {1, 10, 100, 2500}) {
        for (const int users : {1, 7, 150, 3000, 40'000}) {
          SCOPED_TRACE(fmt::format("{} {} {} {}", status, concurrency, batch, users));
          const std::string url = "https://r.test/v1/track";
          ScriptedShipper sender(always(status), sink_at(url, concurrency, config::Preset::rudderstack));
          expect_stop(sender, {40'000, users, batch}, 200, "make sink.url end in /v1/batch, where preset rudderstack");
          if (status != 400 && batch != 2500) break;  // they are alike
        }
      }
    }
  }
}

TEST(FirstContact, FewEventsThatAreAllRefusedAreRejected) {
  for (const std::size_t concurrency : {1U, 8U}) {
    for (const int users : {1, 10, 99}) {
      for (const int batch : {1, 20, 99}) {
        ScriptedShipper sender(always(400), sink_of(concurrency));
        send(sender, {60, users, batch});
        const ship::Settled settled = sender.shipper.take_settled();
        EXPECT_EQ(settled.rejected.size(), 60U) << users << ", " << batch;
        EXPECT_TRUE(settled.through);
      }
    }
  }
}

TEST(FirstContact, AReplayRejectsAgainWhatIsAllRefused) {
  TransportScript script(always(400));
  ManualClock clock;
  ship::Shipper shipper(sink_of(), {.rejections_may_mean_all = false}, script.factory(), clock, {});
  encode::Batch batch = batch_of(0, 300, 1);
  std::vector<Rejection> refused;
  ASSERT_TRUE(shipper.submit(batch, refused, for_ever));
  EXPECT_TRUE(shipper.drain(for_ever));
  EXPECT_EQ(shipper.take_settled().rejected.size(), 300U);
}

TEST(FirstContact, NoEventIsRejectedForA403BeforeAnyIsAccepted) {
  TransportScript script([](int number, const encode::Batch& batch, const std::stop_token&) {
    return reply(batch.events() > 1 || number == 2 ? 403 : 503);
  });
  ManualClock clock;
  ship::Shipper shipper(sink_of(), {.rejections_may_mean_all = false}, script.factory(), clock, {});
  encode::Batch batch = batch_of(0, 20, 1);
  std::vector<Rejection> refused;
  ASSERT_TRUE(shipper.submit(batch, refused, for_ever));
  EXPECT_THROW((void)shipper.drain(for_ever), Failure);
  shipper.wind_down();
  EXPECT_TRUE(shipper.take_settled().rejected.empty());
}

TEST(FirstContact, AnOutageInTheMiddleRejectsNothing) {
  ScriptedShipper sender(
      [](int number, const encode::Batch&, const std::stop_token&) { return reply(number < 5 ? 400 : 503); });
  EXPECT_EQ(failure_of([&] { send(sender, {500, 5, 250}); }).code(), ExitCode::receiver_unavailable);
  sender.shipper.wind_down();
  EXPECT_TRUE(sender.shipper.take_settled().rejected.empty());
}

}  // namespace
}  // namespace sent::tests
