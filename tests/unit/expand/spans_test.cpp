// SPDX-License-Identifier: Apache-2.0

#include "expand/spans.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>
#include <set>
#include <string>

namespace sent::tests {
namespace {

const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + std::chrono::hours{12}};
constexpr read::Span always{Instant::min(), Instant::max()};

std::vector<std::string> names(const expand::Spans& spans, std::uint32_t group) {
  std::vector<std::string> found;
  spans.as_of(group, noon, [&](std::string_view name, bool) { found.emplace_back(name); });
  return found;
}

TEST(Spans, CountTheNamesInForceAtAnInstant) {
  using std::chrono::microseconds;
  expand::Spans spans;
  spans.add(0, "begins before", {noon - microseconds{1}, Instant::max()});
  spans.add(0, "begins then", {noon, Instant::max()});
  spans.add(0, "ends before", {Instant::min(), noon - microseconds{1}});
  spans.add(0, "ends then", {Instant::min(), noon});
  spans.freeze(1);
  EXPECT_EQ(names(spans, 0), (std::vector<std::string>{"begins before", "ends then"}));
}

TEST(Spans, AreEmptyForAGroupWithoutEntries) {
  expand::Spans spans;
  spans.add(1, "somebody", always);
  spans.freeze(3);
  EXPECT_TRUE(names(spans, 0).empty());
  EXPECT_EQ(names(spans, 1), std::vector<std::string>{"somebody"});
  EXPECT_TRUE(names(spans, 2).empty());
}

TEST(Spans, AcceptGroupsInAnyOrderAndReturnEachNameOnce) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    const auto groups = static_cast<std::uint32_t>(1 + random() % 20);
    expand::Spans spans;
    std::map<std::uint32_t, std::set<std::string>> expected;
    for (unsigned i = 0; i < random() % 200; ++i) {
      const auto group = static_cast<std::uint32_t>(random() % groups);
      const std::string name = "user-" + std::to_string(random() % 30);
      spans.add(group, name, always);
      expected[group].insert(name);
    }
    spans.freeze(groups);
    for (std::uint32_t group = 0; group < groups; ++group) {
      EXPECT_EQ(names(spans, group), std::vector<std::string>(expected[group].begin(), expected[group].end()));
    }
  }
}

}  // namespace
}  // namespace sent::tests
