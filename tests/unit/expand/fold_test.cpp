// SPDX-License-Identifier: Apache-2.0

#include "expand/fold.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

expand::SourceUsage with(std::vector<expand::NamedCalls> libraries, std::vector<std::string_view> destinations = {}) {
  expand::SourceUsage usage;
  usage.libraries = std::move(libraries);
  usage.destinations = destinations.size();
  usage.destination_properties = std::move(destinations);
  return usage;
}

std::vector<std::pair<std::string, std::int64_t>> libraries_of(const expand::SourceUsage& usage) {
  std::vector<std::pair<std::string, std::int64_t>> list;
  for (const auto& library : usage.libraries) list.emplace_back(library.property, library.calls);
  return list;
}

using Libraries = std::vector<std::pair<std::string, std::int64_t>>;

TEST(Fold, LeavesAnEventWithinTheLimitAlone) {
  auto usage = with({{"libraryA", 1}, {"libraryB", 2}});
  EXPECT_EQ(expand::count_properties(usage, 0), 16U);
  EXPECT_FALSE(expand::fold_properties(usage, 16, 0));
  EXPECT_EQ(usage.libraries.size(), 2U);
}

TEST(Fold, PutsTheSmallestLibrariesIntoOne) {
  auto usage = with({{"libraryA", 9}, {"libraryB", 2}, {"libraryC", 5}, {"libraryZ", 3}});
  EXPECT_TRUE(expand::fold_properties(usage, 16, 0));
  EXPECT_EQ(libraries_of(usage), (Libraries{{"libraryA", 9}, {"libraryOther", 10}}));
  EXPECT_EQ(expand::count_properties(usage, 0), 16U);
}

TEST(Fold, FoldsTheLastOfEqualLibrariesFirst) {
  auto usage = with({{"libraryA", 1}, {"libraryB", 1}, {"libraryC", 1}});
  EXPECT_TRUE(expand::fold_properties(usage, 16, 0));
  EXPECT_EQ(libraries_of(usage), (Libraries{{"libraryA", 1}, {"libraryOther", 2}}));
}

TEST(Fold, AddsToALibraryNamedOther) {
  auto usage = with({{"libraryA", 9}, {"libraryB", 2}, {"libraryOther", 1}});
  EXPECT_TRUE(expand::fold_properties(usage, 16, 0));
  EXPECT_EQ(libraries_of(usage), (Libraries{{"libraryA", 9}, {"libraryOther", 3}}));
}

TEST(Fold, DropsTheLastDestinationsWhenLibrariesAreNotEnough) {
  auto usage = with({{"libraryA", 1}}, {"destinationA", "destinationB", "destinationC"});
  EXPECT_TRUE(expand::fold_properties(usage, 16, 0));
  EXPECT_EQ(usage.destination_properties, (std::vector<std::string_view>{"destinationA"}));
  EXPECT_EQ(usage.destinations, 3U);
  EXPECT_EQ(libraries_of(usage), (Libraries{{"libraryA", 1}}));
}

TEST(Fold, CountsExtraProperties) {
  auto usage = with({{"libraryA", 1}, {"libraryB", 1}});
  EXPECT_TRUE(expand::fold_properties(usage, 16, 1));
  EXPECT_EQ(usage.libraries.size(), 1U);
}

}  // namespace
}  // namespace sent::tests
