// SPDX-License-Identifier: Apache-2.0

#include "retry/backoff.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::milliseconds;

milliseconds wait(int attempt, double random) {
  return retry::backoff_before_retry(attempt, milliseconds{100}, milliseconds{1000}, random);
}

TEST(Backoff, DoublesUpToItsCap) {
  EXPECT_EQ(wait(1, 0.5), milliseconds{50});
  EXPECT_EQ(wait(2, 0.5), milliseconds{100});
  EXPECT_EQ(wait(4, 0.5), milliseconds{400});
  EXPECT_EQ(wait(5, 0.5), milliseconds{500});
  EXPECT_EQ(wait(1'000'000, 0.5), milliseconds{500});
}

TEST(Backoff, JitterIsFull) {
  EXPECT_EQ(wait(3, 0), milliseconds{0});
  EXPECT_EQ(wait(3, 0.999), milliseconds{399});
}

}  // namespace
}  // namespace sent::tests
