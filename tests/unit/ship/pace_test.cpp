// SPDX-License-Identifier: Apache-2.0

#include "ship/pace.hpp"

#include <gtest/gtest.h>

#include <queue>
#include <random>

#include "ship/rate_limit.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
const Clock::Time start{std::chrono::hours{1}};

// A bucket of `burst` requests, filled at `rate` per second.
struct Bucket {
  double rate;
  double burst;
  double level = burst;
  Clock::Time filled = start;

  bool take(Clock::Time now) {
    level = std::min(burst, level + rate * std::chrono::duration<double>(now - filled).count());
    filled = now;
    if (level < 1) return false;
    level -= 1;
    return true;
  }
};

struct Counts {
  int taken = 0;
  int refused = 0;
};

// A sender with `workers` requests in flight, each answered after some milliseconds; it repeats refused ones.
class Sender {
 public:
  Sender(Bucket bucket, int workers) : bucket_(bucket) {
    for (int i = 0; i < workers; ++i) queue_.push({start, false, start, {}});
  }

  Counts send_until(Clock::Time end) {
    Counts counts;
    while (queue_.top().at < end) {
      const Event event = queue_.top();
      queue_.pop();
      if (event.is_answer) {
        learn(event);
        ++(event.taken ? counts.taken : counts.refused);
      }
      if (!event.is_answer && event.has_turn && !limit_.is_void(event.turn)) {
        const auto answered = event.at + milliseconds{5 + random_() % 10};
        queue_.push({answered, true, event.at, {}, false, bucket_.take(event.at)});
      } else {
        const auto turn = limit_.reserve(event.at, 1, pace_.requests_per_second(event.at));
        queue_.push({turn.at, false, {}, turn, true});
      }
    }
    return counts;
  }
  void set_rate(double rate) { bucket_.rate = rate; }

 private:
  struct Event {
    Clock::Time at;
    bool is_answer;
    Clock::Time sent_at;  // of an answer
    ship::RateLimit::Turn turn;
    bool has_turn = false;
    bool taken = false;

    bool operator>(const Event& other) const { return at > other.at; }
  };

  void learn(const Event& answer) {
    if (answer.taken) {
      pace_.note_accepted(answer.at);
    } else if (pace_.note_refused(answer.at, answer.sent_at)) {
      limit_.pause_until(answer.at + ship::gap_at(pace_.requests_per_second(answer.at)));
    }
  }

  Bucket bucket_;
  ship::Pace pace_;
  ship::RateLimit limit_{0, 0};
  std::mt19937 random_{3};
  std::priority_queue<Event, std::vector<Event>, std::greater<>> queue_;
};

TEST(Pace, HasNoLimitBeforeTheFirstRefusal) {
  ship::Pace pace;
  EXPECT_EQ(pace.requests_per_second(start), std::nullopt);
  for (int i = 0; i < 100; ++i) pace.note_accepted(start);
  EXPECT_EQ(pace.requests_per_second(start), std::nullopt);
}

TEST(Pace, FallsBelowTheRefusedRateThenReturnsToItThenGrows) {
  ship::Pace pace;
  for (int i = 0; i < 50; ++i) pace.note_accepted(start);
  EXPECT_TRUE(pace.note_refused(start - seconds{1}, start - seconds{1}));
  EXPECT_NEAR(pace.requests_per_second(start - milliseconds{500}).value(), 90, 0.01) << "the first one begins a search";
  EXPECT_TRUE(pace.note_refused(start, start));
  EXPECT_NEAR(pace.requests_per_second(start).value(), 81, 0.01) << "at least half";
  EXPECT_NEAR(pace.requests_per_second(start + seconds{2}).value(), 90, 0.01);
  EXPECT_NEAR(pace.requests_per_second(start + seconds{4}).value(), 99, 0.01);
  EXPECT_GT(pace.requests_per_second(start + seconds{10}).value(), 300);
}

TEST(Pace, FallsOnceForSimultaneousRequests) {
  ship::Pace pace;
  for (int i = 0; i < 50; ++i) pace.note_accepted(start);
  const auto later = start + milliseconds{100};
  EXPECT_TRUE(pace.note_refused(later, start));
  EXPECT_FALSE(pace.note_refused(later + milliseconds{1}, start + milliseconds{50}));
  EXPECT_NEAR(pace.requests_per_second(later).value(), 45, 0.01);
}

// For any rate and burst of a receiver, the rate is found within ten seconds, or within forty requests if they take
// longer. After that, at least nine tenths of it is used, and few requests are refused.
TEST(Pace, FindsTheRateOfAReceiverAndKeepsIt) {
  for (const double rate : {10.0, 20.0, 50.0, 200.0}) {
    for (const double burst : {rate / 10 + 1, rate / 4 + 1, rate}) {
      Sender sender({rate, burst}, 8);
      const auto found = start + std::max(seconds{10}, seconds{static_cast<int>(40 / rate)});
      const Counts first = sender.send_until(found);
      EXPECT_LT(first.refused, 10 + 0.5 * first.taken) << rate << " per second, bursts of " << burst;
      const Counts then = sender.send_until(found + seconds{60});
      EXPECT_GE(then.taken, 0.9 * 60 * rate) << rate << " per second, bursts of " << burst;
      EXPECT_LE(then.refused, 0.1 * then.taken + 5) << rate << " per second, bursts of " << burst;
    }
  }
}

TEST(Pace, FindsARateThatHasChanged) {
  Sender sender({100, 10}, 8);
  (void)sender.send_until(start + seconds{20});
  sender.set_rate(20);
  (void)sender.send_until(start + seconds{30});
  EXPECT_GE(sender.send_until(start + seconds{60}).taken, 0.9 * 30 * 20);
  sender.set_rate(200);
  (void)sender.send_until(start + seconds{80});
  EXPECT_GE(sender.send_until(start + seconds{110}).taken, 0.9 * 30 * 200);
}

TEST(Pace, DoesNotSlowDownAReceiverThatRefusesNothing) {
  Sender sender({1e9, 1e9}, 8);
  const Counts counts = sender.send_until(start + seconds{5});
  EXPECT_EQ(counts.refused, 0);
  EXPECT_GT(counts.taken, 8 * 5 * 60);
}

}  // namespace
}  // namespace sent::tests
