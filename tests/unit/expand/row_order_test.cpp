// SPDX-License-Identifier: Apache-2.0

#include "expand/row_order.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sent::tests {
namespace {

using Key = std::pair<std::string, std::string>;

// Works like a reader: guesses, or looks up and learns. Counts the correct guesses.
struct Reader {
  explicit Reader(const std::vector<Key>& all) : keys(all) {
    for (std::size_t i = 0; i < keys.size(); ++i) numbers[keys[i]] = static_cast<std::uint32_t>(i);
  }
  void read(std::size_t i) {
    const Key& key = keys[i];
    const auto guessed = order.guess(
        key.first, [&](expand::CellNo cell) { return keys[static_cast<std::size_t>(cell)].second == key.second; });
    const expand::CellNo right{numbers.at(keys[i])};
    if (guessed) {
      ASSERT_EQ(*guessed, right);
      ++hits;
    } else {
      order.learn(right, key.first);
    }
  }

  const std::vector<Key>& keys;
  std::map<Key, std::uint32_t> numbers;
  expand::RowOrder order;
  int hits = 0;
};

std::vector<Key> some_keys() {
  std::vector<Key> keys;
  for (int source = 0; source < 50; ++source) {
    for (const char* name : {"track", "page", "identify"}) keys.emplace_back("s" + std::to_string(source), name);
  }
  return keys;
}

TEST(RowOrder, PredictsTheOrderItHasSeen) {
  const auto keys = some_keys();
  Reader reader(keys);
  for (int day = 0; day < 3; ++day) {
    for (std::size_t i = 0; i < keys.size(); ++i) reader.read(i);
  }
  EXPECT_GE(reader.hits, 2 * 150 - 1);
}

TEST(RowOrder, SkipsSourcesWithoutRows) {
  const auto keys = some_keys();
  Reader reader(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) reader.read(i);
  int read = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i / 3 % 5 == 2) continue;
    reader.read(i);
    ++read;
  }
  EXPECT_GE(reader.hits, read - 1);
}

TEST(RowOrder, IsCorrectForRowsInAnyOrder) {
  const auto keys = some_keys();
  Reader reader(keys);
  std::mt19937 random(11);
  for (int row = 0; row < 20'000; ++row) reader.read(random() % keys.size());
}

}  // namespace
}  // namespace sent::tests
