// SPDX-License-Identifier: Apache-2.0

#include "expand/counter_window.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>
#include <set>

namespace sent::tests {
namespace {

constexpr day::WindowLengths windows{30, 7};
constexpr day::Membership all{true, true, true};

std::map<unsigned, std::int64_t> cells(const expand::CounterWindow& window, expand::SourceNo source) {
  std::map<unsigned, std::int64_t> sums;
  window.each(source, [&](expand::NameNo name, std::int64_t calls) { sums[static_cast<unsigned>(name)] = calls; });
  return sums;
}

TEST(CounterWindow, AddsUpByNameAndBySource) {
  expand::CounterWindow window(2);
  window.begin_segment({{Day(2026, 1, 1), Day(2026, 1, 1)}, all});
  EXPECT_TRUE(window.add(window.cell_of(expand::SourceNo{1}, expand::NameNo{3}), 5));
  EXPECT_TRUE(window.add(window.cell_of(expand::SourceNo{1}, expand::NameNo{4}), 7));
  EXPECT_TRUE(window.add(window.cell_of(expand::SourceNo{1}, expand::NameNo{3}), 1));
  EXPECT_EQ(cells(window, expand::SourceNo{1}), (std::map<unsigned, std::int64_t>{{3, 6}, {4, 7}}));
  EXPECT_EQ(window.sums(expand::SourceNo{1}).monthly, 13);
  EXPECT_EQ(window.sums(expand::SourceNo{0}).today, 0);
}

TEST(CounterWindow, RejectsASumBeyond64BitsAndKeepsItsSums) {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  expand::CounterWindow window(1);
  window.begin_segment({{Day(2026, 1, 1), Day(2026, 1, 1)}, all});
  EXPECT_TRUE(window.add(window.cell_of(expand::SourceNo{0}, expand::NameNo{1}), largest - 1));
  EXPECT_FALSE(window.add(window.cell_of(expand::SourceNo{0}, expand::NameNo{2}), 2));
  EXPECT_TRUE(window.add(window.cell_of(expand::SourceNo{0}, expand::NameNo{2}), 1));
  EXPECT_EQ(window.sums(expand::SourceNo{0}).monthly, largest);
}

struct Counter {
  Day day;
  unsigned source;
  unsigned name;
  std::int64_t calls;
};

std::int64_t sum(const std::vector<Counter>& rows, Day target, int length, unsigned source, int name = -1) {
  std::int64_t total = 0;
  for (const Counter& row : rows) {
    const bool in = row.day <= target && row.day > target - std::chrono::days{length};
    if (in && row.source == source && (name < 0 || row.name == static_cast<unsigned>(name))) total += row.calls;
  }
  return total;
}

// Sliding over any target days gives the same sums as adding up from scratch.
TEST(CounterWindow, SlidesToTheSumsOfANewWindow) {
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    std::vector<Counter> rows;
    for (int i = 0; i < 400; ++i) {
      rows.push_back({Day(2024, 1, 20) + std::chrono::days{random() % 100}, static_cast<unsigned>(random() % 3),
                      static_cast<unsigned>(random() % 4), static_cast<std::int64_t>(1 + random() % 9)});
    }
    std::set<Day> chosen;
    for (unsigned i = 0; i <= random() % 8; ++i) chosen.insert(Day(2024, 2, 10) + std::chrono::days{random() % 80});
    const std::vector<Day> targets(chosen.begin(), chosen.end());
    const auto segments = day::segments_of(targets, windows);
    expand::CounterWindow window(3);
    for (const DayRange& segment : segments) {
      window.begin_segment({segment, day::membership(segment, targets.front(), windows),
                            day::changes_membership(segment, {targets, windows})});
      for (const Counter& row : rows) {
        if (!segment.contains(row.day)) continue;
        ASSERT_TRUE(window.add(window.cell_of(expand::SourceNo{row.source}, expand::NameNo{row.name}), row.calls));
      }
    }
    for (std::size_t t = 0; t < targets.size(); ++t) {
      for (const DayRange& segment : segments) {
        if (t == 0) break;
        window.replay(segment, day::membership(segment, targets[t - 1], windows),
                      day::membership(segment, targets[t], windows));
      }
      for (unsigned source = 0; source < 3; ++source) {
        EXPECT_EQ(window.sums(expand::SourceNo{source}).monthly, sum(rows, targets[t], 30, source));
        EXPECT_EQ(window.sums(expand::SourceNo{source}).weekly, sum(rows, targets[t], 7, source));
        EXPECT_EQ(window.sums(expand::SourceNo{source}).today, sum(rows, targets[t], 1, source));
        auto found = cells(window, expand::SourceNo{source});
        for (int name = 0; name < 4; ++name) {
          EXPECT_EQ(found[static_cast<unsigned>(name)], sum(rows, targets[t], 30, source, name));
        }
      }
    }
  }
}

}  // namespace
}  // namespace sent::tests
