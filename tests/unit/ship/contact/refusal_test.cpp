// SPDX-License-Identifier: Apache-2.0

#include "ship/contact/refusal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sent::tests {
namespace {

using ship::contact::Refusals;
using ship::contact::Sources;

Sources sources(int count) {
  Sources all;
  for (int i = 0; i < count; ++i) all.insert("s" + std::to_string(i));
  return all;
}

Refusals one(std::size_t events, int count, bool is_forbidden = false) {
  Refusals all;
  all.add({events, is_forbidden, sources(count)});
  return all;
}

TEST(Refusals, MeanAllIfTheyAreOfTenSourcesAndAHundredEvents) {
  EXPECT_TRUE(one(100, 10).mean_all());
  EXPECT_FALSE(one(99, 10).mean_all());
  EXPECT_FALSE(one(2500, 9).mean_all());
  EXPECT_TRUE(one(10'000, 1).mean_all());
}

TEST(Refusals, MeanAllIfManyBatchesWait) {
  Refusals all;
  for (int batch = 0; batch < 31; ++batch) all.add({4, false, sources(1)});
  EXPECT_FALSE(all.mean_all());
  all.add({4, false, {}});
  EXPECT_TRUE(all.mean_all());
}

TEST(Refusals, MeanAllIfThreeSourcesAreForbidden) {
  EXPECT_TRUE(one(3, 3, true).mean_all());
  EXPECT_FALSE(one(3, 2, true).mean_all());
}

TEST(Refusals, MayBeAtFaultIfTheyAreFew) {
  EXPECT_TRUE(one(99, 20).may_be_at_fault(false));
  EXPECT_FALSE(one(99, 20).may_be_at_fault(true)) << "others wait to be sent";
  EXPECT_TRUE(one(99, 9).may_be_at_fault(true));
  Refusals singles;
  for (int batch = 0; batch < 32; ++batch) singles.add({1, false, sources(1)});
  EXPECT_TRUE(singles.may_be_at_fault(false));
  EXPECT_FALSE(singles.may_be_at_fault(true));
  EXPECT_FALSE(one(100, 1).may_be_at_fault(false));
  EXPECT_FALSE(one(1, 1, true).may_be_at_fault(false));
}

}  // namespace
}  // namespace sent::tests
