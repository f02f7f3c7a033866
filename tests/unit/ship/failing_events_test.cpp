// SPDX-License-Identifier: Apache-2.0

// A receiver that fails, and does not refuse, when it gets certain events; and one that fails altogether.

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <random>
#include <set>

#include "unit/ship/scripted_shipper.hpp"

namespace sent::tests {
namespace {

using Events = std::set<int>;

std::string number_of(int event) { return fmt::format("{:04}", event); }

// Keeps what it accepts, and how often.
class FailingReceiver {
 public:
  http::Answer answer(const encode::Batch& batch) {
    const std::lock_guard lock(mutex_);
    ++requests_;
    const bool is_down = requests_ >= down_from && requests_ < up_from;
    bool fails = is_down || (one_in > 0 && random_() % one_in == 0);
    for (std::size_t i = 0; i < batch.events(); ++i) fails = fails || poison.contains(event(batch, i));
    for (std::size_t i = 0; i < batch.events(); ++i) ++attempts_[event(batch, i)];
    attempted_.notify_all();
    if (fails && silent) return http::NoReply{http::NoReply::Kind::unreachable, "timeout"};
    if (fails) return reply(500, "oops");
    for (std::size_t i = 0; i < batch.events(); ++i) ++accepted[event(batch, i)];
    return reply(200);
  }
  // A second attempt shows that the first one has failed, and not only arrived.
  void await_failures_of_poison() {
    std::unique_lock lock(mutex_);
    attempted_.wait(
        lock, [this] { return std::ranges::all_of(poison, [this](int event) { return attempts_[event] >= 2; }); });
  }
  void forget() {
    accepted.clear();
    attempts_.clear();
  }
  [[nodiscard]] int repetitions() const {
    int all = 0;
    for (const auto& [event, times] : accepted) all += times - 1;
    return all;
  }

  Events poison;
  // Numbers of requests.
  int down_from = std::numeric_limits<int>::max();
  int up_from = std::numeric_limits<int>::max();
  unsigned one_in = 0;  // requests fail at random
  bool silent = false;  // instead of 500
  std::map<int, int> accepted;

 private:
  static int event(const encode::Batch& batch, std::size_t index) {
    return std::stoi(std::string(batch.ids(index).user_id));
  }
  std::mutex mutex_;
  std::condition_variable attempted_;
  std::map<int, int> attempts_;
  int requests_ = 0;
  std::mt19937 random_{7};
};

struct Sending {
  std::optional<ExitCode> failed;
  std::string message;
  Events settled, rejected;
};

struct Sends {
  // Sends `due`, so many in a batch, and reads back what is reported as settled.
  Sending run(const Events& due, std::size_t batch_size, std::size_t concurrency) {
    config::Config::Sink sink = sink_of(concurrency);
    sink.max_attempts = 4;
    ScriptedShipper sender(
        [&](int, const encode::Batch& batch, const std::stop_token&) { return receiver.answer(batch); }, sink);
    Sending sending;
    try {
      send(sender, due, batch_size);
    } catch (const Failure& failure) {
      sending.failed = failure.code();
      sending.message = failure.what();
      sender.shipper.wind_down();
    }
    note(sender.shipper.take_settled(), due, sending);
    return sending;
  }
  void send(ScriptedShipper& sender, const Events& due, std::size_t batch_size) {
    encode::Batch batch;
    for (const int event : due) {
      if (last_is_later && event == *due.rbegin()) receiver.await_failures_of_poison();
      const std::string n = number_of(event);
      batch.append(fmt::format(R"({{"messageId":"{0}","userId":"{0}","properties":{{"sourceId":"s"}}}})", n),
                   {"s", n, n});
      if (batch.events() == batch_size) sender.submit(std::exchange(batch, {}));
    }
    if (!batch.empty()) sender.submit(std::move(batch));
    EXPECT_TRUE(sender.shipper.drain(for_ever));
  }
  static void note(const ship::Settled& settled, const Events& due, Sending& sending) {
    IdSum ids;
    for (const int event : due) {
      const Position position{"s", number_of(event)};
      bool is_in = settled.through && position <= *settled.through;
      for (const PositionRange& range : settled.ahead)
        is_in = is_in || (range.after < position && position <= range.through);
      if (!is_in) continue;
      sending.settled.insert(event);
      ids.add(number_of(event));
    }
    for (const Rejection& one : settled.rejected) sending.rejected.insert(std::stoi(one.user_id));
    EXPECT_EQ(settled.delivered + settled.rejected.size(), sending.settled.size());
    EXPECT_EQ(settled.ids, ids);
  }
  // An accepted event may be sent once more if nothing else is left that tells events at fault from an outage.
  void expect_only_rejected(const Events& due, std::size_t batch_size, std::size_t concurrency, int most_repeated = 0) {
    const Sending result = run(due, batch_size, concurrency);
    EXPECT_EQ(result.failed, std::nullopt) << result.message;
    EXPECT_EQ(result.rejected, receiver.poison);
    EXPECT_EQ(result.settled, due);
    EXPECT_EQ(receiver.accepted.size(), due.size() - receiver.poison.size());
    EXPECT_LE(receiver.repetitions(), most_repeated);
    receiver.forget();
  }
  static Events numbers(int first, int last) {
    Events all;
    for (int number = first; number <= last; ++number) all.insert(number);
    return all;
  }

  FailingReceiver receiver;
  bool last_is_later = false;  // the last event is sent only when each event at fault has failed
};

struct FailingEvents : testing::Test, Sends {};

TEST_F(FailingEvents, OneIsFoundAnywhereInABatch) {
  for (const int size : {2, 3, 5, 13, 40}) {
    for (int poison = 1; poison <= size; ++poison) {
      receiver.poison = {poison};
      expect_only_rejected(numbers(1, size), 100, 1);
      if (HasFailure()) FAIL() << poison << " of " << size;
    }
  }
}

// The receiver was down for all attempts at an event, in a batch of its own or the last one of the run.
TEST_F(FailingEvents, AnOutageThatEndsRejectsNothing) {
  for (const std::size_t batch_size : {1U, 5U, 40U}) {
    for (const std::size_t concurrency : {1U, 4U}) {
      for (int down_from = 1; down_from <= 45; ++down_from) {
        for (const int requests : {1, 3, 4, 5, 8, 12, 16, 20, 30}) {
          Sends outage;
          outage.receiver.down_from = down_from;
          outage.receiver.up_from = down_from + requests;
          const Sending result = outage.run(numbers(1, 40), batch_size, concurrency);
          EXPECT_EQ(result.rejected, Events{}) << batch_size << " at " << down_from << " for " << requests;
          EXPECT_EQ(result.failed.value_or(ExitCode::receiver_unavailable), ExitCode::receiver_unavailable);
          EXPECT_TRUE(result.failed || result.settled == numbers(1, 40));
          if (HasFailure()) return;
        }
      }
    }
  }
}

TEST_F(FailingEvents, OneIsFoundAmongManyBatches) {
  for (const bool silent : {false, true}) {
    receiver.silent = silent;
    for (const std::size_t concurrency : {1U, 4U}) {
      for (const int poison : {1, 37, 50, 91, 100}) {
        receiver.poison = {poison};
        expect_only_rejected(numbers(1, 100), 10, concurrency);
        if (HasFailure()) FAIL() << poison << " with " << concurrency;
      }
    }
  }
}

TEST_F(FailingEvents, SeveralAreFoundWhereverTheyAre) {
  for (const Events& poison :
       {Events{99, 100}, Events{91, 92}, Events{95, 96, 97}, Events{1, 100}, Events{4, 8, 93}, numbers(41, 47)}) {
    receiver.poison = poison;
    for (const std::size_t concurrency : {1U, 4U}) expect_only_rejected(numbers(1, 100), 10, concurrency, 1);
    for (const std::size_t concurrency : {1U, 4U}) expect_only_rejected(numbers(1, 100), 100, concurrency, 1);
    if (HasFailure()) FAIL() << *poison.begin();
  }
}

TEST_F(FailingEvents, AreFoundInBatchesOfOneWhenALaterOneIsAccepted) {
  last_is_later = true;
  for (const Events& poison : {Events{1}, Events{5}, Events{5, 6, 7}}) {
    receiver.poison = poison;
    for (const std::size_t concurrency : {1U, 4U}) expect_only_rejected(numbers(1, 10), 1, concurrency);
  }
}

TEST_F(FailingEvents, TheRejectionSaysWhy) {
  receiver.poison = {3};
  ScriptedShipper sender(
      [&](int, const encode::Batch& batch, const std::stop_token&) { return receiver.answer(batch); });
  send(sender, numbers(1, 5), 5);
  const ship::Settled settled = sender.shipper.take_settled();
  ASSERT_EQ(settled.rejected.size(), 1U);
  EXPECT_EQ(settled.rejected[0].status, 500);
  EXPECT_EQ(settled.rejected[0].reason,
            "failed alone 3 times while the receiver accepted other events: HTTP 500: oops");
}

// Nothing else is left that would tell it from an outage.
TEST_F(FailingEvents, TheLastOneInABatchOfItsOwnIsFoundByAnAcceptedEventThatIsSentOnceMore) {
  receiver.poison = {5};
  const Sending result = run(numbers(1, 5), 1, 1);
  EXPECT_EQ(result.failed, std::nullopt) << result.message;
  EXPECT_EQ(result.rejected, Events{5});
  EXPECT_EQ(result.settled, numbers(1, 5));
  EXPECT_EQ(receiver.accepted, (std::map<int, int>{{1, 2}, {2, 1}, {3, 1}, {4, 1}}));
}

// The receiver goes down while the last event is sent: the accepted event fails too.
TEST_F(FailingEvents, TheLastOneOfAnOutageStopsTheRunByName) {
  receiver.down_from = 5;
  const Sending result = run(numbers(1, 5), 1, 1);
  EXPECT_EQ(result.failed, ExitCode::receiver_unavailable);
  EXPECT_EQ(result.rejected, Events{});
  EXPECT_EQ(result.settled, numbers(1, 4));
  EXPECT_NE(result.message.find("the event of source s for user 0005"), std::string::npos) << result.message;
}

TEST_F(FailingEvents, TheOnlyOneStopsTheRunByName) {
  receiver.poison = {5};
  const Sending result = run({5}, 1, 1);
  EXPECT_EQ(result.failed, ExitCode::receiver_unavailable);
  EXPECT_EQ(result.rejected, Events{});
  EXPECT_NE(result.message.find("the event of source s for user 0005"), std::string::npos) << result.message;
}

TEST_F(FailingEvents, AnOutageRejectsNothing) {
  for (const std::size_t batch_size : {1U, 10U, 100U}) {
    for (const int down_from : {1, 2, 5}) {
      Sends outage;
      outage.receiver.down_from = down_from;
      const Sending result = outage.run(numbers(1, 100), batch_size, 4);
      if (!result.failed) continue;  // everything was accepted before
      EXPECT_EQ(result.failed, ExitCode::receiver_unavailable);
      EXPECT_EQ(result.rejected, Events{});
      EXPECT_EQ(result.settled.size(), outage.receiver.accepted.size());
    }
  }
}

// It begins at any request, also while the events at fault are searched for. The next run has a healthy receiver.
TEST_F(FailingEvents, AnOutageWhileOneIsSearchedForRejectsNoOther) {
  const Events due = numbers(1, 40);
  for (const std::size_t concurrency : {1U, 3U}) {
    for (int down_from = 1; down_from <= 60; ++down_from) {
      Sends one;
      one.receiver.poison = {17};
      one.receiver.down_from = down_from;
      const Sending first = one.run(due, 8, concurrency);
      EXPECT_TRUE(std::ranges::includes(Events{17}, first.rejected)) << down_from;
      if (!first.failed) continue;
      Events left;
      std::ranges::set_difference(due, first.settled, std::inserter(left, left.end()));
      one.receiver.down_from = std::numeric_limits<int>::max();
      const Sending next = one.run(left, 8, concurrency);
      EXPECT_EQ(one.receiver.repetitions(), 0) << down_from;
      if (left == Events{17}) continue;  // no other event shows that the receiver is alive
      EXPECT_EQ(next.failed, std::nullopt) << down_from << next.message;
      EXPECT_EQ(first.rejected.size() + next.rejected.size(), 1U) << down_from;
      EXPECT_EQ(one.receiver.accepted.size(), due.size() - 1) << down_from;
    }
  }
}

TEST_F(FailingEvents, AReceiverThatFailsAtRandomGetsEveryEventOnce) {
  receiver.one_in = 5;
  config::Config::Sink sink = sink_of(4);
  sink.max_attempts = 10;
  ScriptedShipper sender(
      [&](int, const encode::Batch& batch, const std::stop_token&) { return receiver.answer(batch); }, sink);
  send(sender, numbers(1, 2000), 5);
  EXPECT_EQ(sender.shipper.take_settled().delivered, 2000U);
  EXPECT_EQ(receiver.repetitions(), 0);
}

// One event of a thousand that fails costs a few dozen requests, not a thousand.
TEST_F(FailingEvents, OneIsFoundWithFewRequests) {
  for (const int poison : {1, 500, 777, 2500}) {
    receiver.poison = {poison};
    config::Config::Sink sink = sink_of(1);
    sink.max_attempts = 10;
    ScriptedShipper sender(
        [&](int, const encode::Batch& batch, const std::stop_token&) { return receiver.answer(batch); }, sink);
    send(sender, numbers(1, 2500), 2500);
    EXPECT_LE(sender.script.bodies().size(), 60U) << poison;
  }
}

TEST_F(FailingEvents, AnEventThatOnlyMeets429IsNotRejected) {
  ScriptedShipper sender([](int, const encode::Batch& batch, const std::stop_token&) {
    return batch.body().find("\"0001\"") == std::string_view::npos ? reply(200) : reply(429);
  });
  const Failure failure = failure_of([&] { send(sender, numbers(1, 9), 3); });
  EXPECT_EQ(failure.code(), ExitCode::receiver_unavailable);
  sender.shipper.wind_down();
  EXPECT_TRUE(sender.shipper.take_settled().rejected.empty());
}

// Nothing is sent again, and no set of places grows without end, however long one batch fails.
TEST_F(FailingEvents, SendingDoesNotRunFarAheadOfABatchThatFails) {
  config::Config::Sink sink = sink_of(2);
  sink.max_batches_ahead = 3;
  std::stop_source release;
  ScriptedShipper sender(
      [&](int, const encode::Batch& batch, const std::stop_token&) -> http::Answer {
        if (batch.ids(0).user_id == "0001") {
          std::mutex mutex;
          std::unique_lock lock(mutex);
          std::condition_variable_any().wait(lock, release.get_token(), [] { return false; });
        }
        return reply(200);
      },
      sink);
  std::vector<encode::Batch> batches(5);
  for (int i = 0; i < 5; ++i) {
    const std::string n = number_of(i + 1);
    batches[static_cast<std::size_t>(i)].append(R"({"messageId":"1"})", {"s", n, n});
  }
  for (std::size_t i = 0; i < 4; ++i) ASSERT_TRUE(sender.shipper.submit(batches[i], sender.refused, for_ever));
  EXPECT_FALSE(sender.shipper.submit(batches[4], sender.refused, sender.clock.now()));
  release.request_stop();
  EXPECT_TRUE(sender.shipper.submit(batches[4], sender.refused, for_ever));
  EXPECT_TRUE(sender.shipper.drain(for_ever));
  EXPECT_EQ(sender.shipper.take_settled().delivered, 5U);
}

}  // namespace
}  // namespace sent::tests
