#include "ship/rate_limit.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
const Clock::Time start{std::chrono::hours{1}};

TEST(RateLimit, NoLimit) {
  RateLimit limit(0, 0);
  EXPECT_EQ(limit.reserve(start, 1'000'000), start);
  EXPECT_EQ(limit.reserve(start, 1), start);
}

TEST(RateLimit, SpacesEventsAndRequestsByTheStricter) {
  RateLimit limit(100, 5);
  EXPECT_EQ(limit.reserve(start, 50), start);
  EXPECT_EQ(limit.reserve(start, 1), start + milliseconds{500});
  EXPECT_EQ(limit.reserve(start, 1), start + milliseconds{700});
}

TEST(RateLimit, IdleTimeEarnsNoBurst) {
  RateLimit limit(100, 0);
  (void)limit.reserve(start, 100);
  EXPECT_EQ(limit.reserve(start + seconds{60}, 100), start + seconds{60});
  EXPECT_EQ(limit.reserve(start + seconds{60}, 100), start + seconds{61});
}

TEST(RateLimit, PausesOnlyGrow) {
  RateLimit limit(0, 0);
  limit.pause_until(start + seconds{5});
  limit.pause_until(start + seconds{3});
  EXPECT_EQ(limit.reserve(start, 1), start + seconds{5});
  EXPECT_EQ(limit.paused_until(), start + seconds{5});
}

}  // namespace
}  // namespace sent
