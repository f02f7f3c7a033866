// SPDX-License-Identifier: Apache-2.0

// The inputs that libFuzzer found worth keeping, and those made by hand, as ordinary tests.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "fuzz/target.hpp"
#include "support/suite/effort.hpp"

namespace sent::tests {
namespace {

using Input = std::vector<std::uint8_t>;
using Names = std::set<std::string>;

const std::filesystem::path folder = SENT_ROOT "/tests/fuzz";

// File name → content.
std::map<std::string, Input> corpus_of(std::string_view target) {
  std::map<std::string, Input> corpus;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "corpus" / target)) {
    std::ifstream file(entry.path(), std::ios::binary);
    corpus[entry.path().filename()] = Input(std::istreambuf_iterator<char>(file), {});
  }
  return corpus;
}

Names stems(const std::filesystem::path& path) {
  Names names;
  for (const auto& entry : std::filesystem::directory_iterator(path)) names.insert(entry.path().stem());
  return names;
}

Names target_names() {
  Names names;
  for (const auto& target : fuzz_targets()) names.emplace(target.name);
  return names;
}

// In memory of its very size, so that AddressSanitizer sees a read beyond it.
void run(const FuzzTarget& target, const Input& input) {
  const std::unique_ptr<std::uint8_t[]> exact(new std::uint8_t[input.size()]);
  std::copy(input.begin(), input.end(), exact.get());
  target.run({exact.get(), input.size()});
}

// Some bytes changed, dropped or doubled.
Input changed(Input input, std::mt19937& random) {
  for (unsigned i = 0; i <= random() % 3 && !input.empty(); ++i) {
    const auto place = input.begin() + static_cast<std::ptrdiff_t>(random() % input.size());
    switch (random() % 4) {
      case 0: *place = static_cast<std::uint8_t>(random()); break;
      case 1: *place = static_cast<std::uint8_t>(*place ^ 1U << random() % 8); break;
      case 2: input.erase(place); break;
      default: input.insert(place, *place);
    }
  }
  return input;
}

class Corpus : public testing::TestWithParam<FuzzTarget> {};

TEST_P(Corpus, KeepsEveryPromise) {
  const auto corpus = corpus_of(GetParam().name);
  EXPECT_GT(corpus.size(), 4U);
  for (const auto& [file, input] : corpus) {
    EXPECT_NO_THROW(run(GetParam(), input)) << file;
  }
}

TEST_P(Corpus, KeepsEveryPromiseWhenChanged) {
  const int rounds = test_effort() == TestEffort::full ? 100 : 10;
  std::mt19937 random(7);
  for (const auto& [file, input] : corpus_of(GetParam().name)) {
    for (int round = 0; round < rounds; ++round) {
      const Input other = changed(input, random);
      ASSERT_NO_THROW(run(GetParam(), other))
          << file << " became " << testing::PrintToString(std::string(other.begin(), other.end()));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Parsers, Corpus, testing::ValuesIn(fuzz_targets().begin(), fuzz_targets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

TEST(FuzzTargets, AreInTheTableAndHaveACorpus) {
  EXPECT_EQ(target_names(), stems(folder / "targets"));
  EXPECT_EQ(target_names(), stems(folder / "corpus"));
}

}  // namespace
}  // namespace sent::tests
