// SPDX-License-Identifier: Apache-2.0

#include "expand/tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "model/failure.hpp"
#include "support/ports/memory_usage_source.hpp"

namespace sent::tests {
namespace {

using std::chrono::days;

const Day day{2026, 3, 10};

// Counters by method of the sources "a" and "b".
struct Tally : testing::Test {
  Tally() {
    sources.add({"a", "", {}});
    sources.add({"b", "", {}});
    sources.freeze();
  }
  void call(Id source, Day on, Id method, std::optional<std::int64_t> calls) {
    usage.tables.calls.push_back({std::move(source), on, std::move(method), calls});
  }
  // For `targets`, with the sums of the first of them. `reserved`: names that come first.
  expand::Tally& read(std::vector<Day> targets = {day}, const std::vector<std::string>& reserved = {}) {
    snapshot = usage.open({});
    tally.emplace(read::Counters::calls, "method", sources, day::Targets{std::move(targets), {30, 7}}, budget);
    for (const auto& name : reserved) tally->reserve(name);
    tally->read(*snapshot);
    return *tally;
  }
  expand::Sums sums(std::string_view source) { return tally->sums(sources.find(source).value()); }
  // "property calls" of a source, in their order.
  std::vector<std::string> properties(std::string_view source) {
    std::vector<expand::NamedCalls> named;
    tally->fill(
        sources.find(source).value(), [](expand::NameNo, std::int64_t) { return true; }, named);
    std::vector<std::string> shown;
    for (const auto& one : named) shown.push_back(std::string(one.property) + " " + std::to_string(one.calls));
    return shown;
  }
  std::uint64_t dirty(FindingKind kind) { return tally->findings().dirty_rows(kind); }

  MemoryUsageSource usage;
  std::unique_ptr<read::UsageSnapshot> snapshot;
  expand::Sources sources;
  expand::MemoryBudget budget{64U << 20U};
  std::optional<expand::Tally> tally;
};

TEST_F(Tally, AddsUpTheMonthTheWeekAndTheDay) {
  for (int ago = 0; ago <= 30; ++ago) call("a", day - days{ago}, "track", 1);
  call("a", day + days{1}, "track", 1000);
  read();
  EXPECT_EQ(sums("a").monthly, 30);
  EXPECT_EQ(sums("a").weekly, 7);
  EXPECT_EQ(sums("a").today, 1);
  EXPECT_EQ(sums("b").monthly, 0);
}

TEST_F(Tally, AddsUpEachNameOfASourceAndAllOfThem) {
  call("a", day, "track", 1);
  call("a", day, "page", 2);
  call("b", day, "track", 4);
  call("a", day - days{1}, "track", 8);
  read();
  EXPECT_EQ(sums("a").monthly, 11);
  EXPECT_EQ(properties("a"), (std::vector<std::string>{"methodPage 2", "methodTrack 9"}));
  EXPECT_EQ(properties("b"), std::vector<std::string>{"methodTrack 4"});
}

TEST_F(Tally, AddsUpNamesThatBecomeOnePropertyAndNotesThem) {
  call("a", day, "my-method", 1);
  call("a", day, "my method", 2);
  read();
  EXPECT_EQ(properties("a"), std::vector<std::string>{"methodMyMethod 3"});
  EXPECT_EQ(tally->findings().count(FindingKind::names_meet), 1U);
}

TEST_F(Tally, LeavesOutPropertiesWithoutCalls) {
  call("a", day, "track", 0);
  call("a", day, "page", std::nullopt);
  read();
  EXPECT_EQ(properties("a"), std::vector<std::string>{});
  EXPECT_EQ(tally->used(), 2U) << "the rows are used all the same";
}

TEST_F(Tally, CountsCallsOfANameWithoutALetterOnlyInTheTotals) {
  call("a", day, "--", 5);
  call("a", day, std::nullopt, 6);
  read();
  EXPECT_EQ(sums("a").today, 11);
  EXPECT_EQ(properties("a"), std::vector<std::string>{});
  EXPECT_GT(tally->findings().count(FindingKind::empty_property_name), 0U);
}

TEST_F(Tally, LeavesDirtyRowsOutOfTheSumsAndCountsThem) {
  call(std::nullopt, day, "track", 1);
  call("", day, "track", 1);
  call("unknown", day, "track", 1);
  call("a", day, "track", -1);
  call("a", day, "track", 7);
  read();
  EXPECT_EQ(sums("a").today, 7);
  EXPECT_EQ(dirty(FindingKind::empty_source_id), 2U);
  EXPECT_EQ(dirty(FindingKind::unknown_source), 1U);
  EXPECT_EQ(dirty(FindingKind::negative_calls), 1U);
  EXPECT_EQ(tally->rows(), 5U);
  EXPECT_EQ(tally->used(), 1U);
}

TEST_F(Tally, TellsCallsThatAreNotAWholeNumberOf64BitsByTheirKind) {
  for (const std::string text :
       {"0.5", "-3.25", "1e-400", "NaN", "Infinity", "-Infinity", "9223372036854775808", "-9223372036854775809.000"}) {
    usage.tables.calls.push_back({"a", day, "track", std::nullopt, text});
  }
  read();
  EXPECT_EQ(sums("a").today, 0);
  EXPECT_EQ(dirty(FindingKind::fractional_calls), 2U);
  EXPECT_EQ(dirty(FindingKind::nonfinite_calls), 4U);
  EXPECT_EQ(dirty(FindingKind::calls_beyond_64_bits), 2U);
  EXPECT_EQ(tally->findings().of(FindingKind::fractional_calls, Relation::source_calls)->example,
            "source \"a\", \"track\", 0.5 calls, 2026-03-10 to 2026-03-10");
  EXPECT_EQ(tally->used(), 0U);
}

TEST_F(Tally, NotesThatNoMethodIsAStandardOne) {
  call("a", day, "/v1/track", 1);
  call("b", day, "TRACK2", 1);
  read({day}, {"Track", "Page"});
  EXPECT_EQ(tally->findings().of(FindingKind::no_standard_method, Relation::source_calls)->example,
            "method: /v1/track, TRACK2");
  call("b", day, "TRACK", 1);
  read({day}, {"Track", "Page"});
  EXPECT_EQ(tally->findings().count(FindingKind::no_standard_method), 0U);
}

TEST_F(Tally, NotesSourcesInAnotherSpellingBesideTheDirtyRow) {
  call("A ", day, "track", 1);
  call("c", day, "track", 1);
  read();
  EXPECT_EQ(dirty(FindingKind::unknown_source), 2U);
  EXPECT_EQ(tally->findings().count(FindingKind::id_spelt_otherwise), 1U);
}

TEST_F(Tally, NotesEachLibraryWithAVersion) {
  for (const std::string library : {"analytics.js", "node/6.1.2", "node/6.1.3", "ios"}) {
    usage.tables.library_calls.push_back({"a", day, library, 1});
  }
  snapshot = usage.open({});
  tally.emplace(read::Counters::library_calls, "library", sources, day::Targets{{day}, {30, 7}}, budget);
  tally->read(*snapshot);
  EXPECT_EQ(tally->findings().count(FindingKind::versioned_library), 2U);
  EXPECT_EQ(tally->findings().of(FindingKind::versioned_library, Relation::source_library_calls)->example,
            "library: node/6.1.2");
}

TEST_F(Tally, CountsRowsWithoutADay) {
  usage.tables.calls_without_day = {{"a", "track"}, {std::nullopt, "page"}};
  call("a", day, "track", 7);
  read();
  EXPECT_EQ(sums("a").today, 7);
  EXPECT_EQ(dirty(FindingKind::empty_day), 2U);
  EXPECT_EQ(tally->findings().of(FindingKind::empty_day, Relation::source_calls)->example, "source \"a\", \"track\"");
  EXPECT_EQ(tally->rows(), 3U);
}

TEST_F(Tally, LeavesOutARowThatWouldTakeASumBeyond64Bits) {
  call("a", day, "track", std::numeric_limits<std::int64_t>::max());
  call("a", day, "page", 1);
  read();
  EXPECT_EQ(sums("a").today, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(dirty(FindingKind::sum_overflow), 1U);
}

TEST_F(Tally, ReadsEachRowOnceInABackfillBeforeItsFirstDay) {
  const std::vector<Day> targets{day, day + days{1}, day + days{9}};
  for (int i = -40; i <= 9; ++i) call("a", day + days{i}, "track", 1);
  read(targets);
  EXPECT_EQ(tally->rows(), 39U) << "no row before the first window is needed";
  const int reads = usage.reads();
  for (const Day target : {targets[1], targets[2]}) tally->move_to(target);
  EXPECT_EQ(usage.reads(), reads);
  EXPECT_EQ(sums("a").monthly, 30);
  EXPECT_EQ(sums("a").weekly, 7);
  EXPECT_EQ(sums("a").today, 1);
}

TEST_F(Tally, KnowsWhichSourcesHaveCallsOnAnyTargetDay) {
  call("a", day, "track", 0);
  call("a", day + days{1}, "track", 1);
  call("a", day + days{2}, "track", 0);
  call("b", day + days{2}, "track", 1);
  call("b", day, "track", 0);
  read({day, day + days{2}});
  EXPECT_FALSE(tally->has_calls_on_a_target(sources.find("a").value()));
  EXPECT_TRUE(tally->has_calls_on_a_target(sources.find("b").value()));
}

// No window of any day may overflow once the rows are read.
TEST_F(Tally, LeavesOutARowThatWouldTakeALaterDayBeyond64Bits) {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  call("a", day, "track", 5);
  call("b", day + days{1}, "track", 1);
  call("a", day + days{1}, "track", largest - 5);
  call("a", day + days{1}, "page", 1);
  call("b", day + days{1}, "page", 2);
  read({day, day + days{1}});
  EXPECT_EQ(dirty(FindingKind::sum_overflow), 1U);
  tally->move_to(day + days{1});
  EXPECT_EQ(sums("a").monthly, largest);
  EXPECT_EQ(sums("b").monthly, 3);
}

TEST_F(Tally, HasTheSumsOfEachDayInABackfill) {
  const std::vector<Day> targets{day, day + days{3}, day + days{20}, day + days{45}};
  for (int i = -40; i <= 45; ++i) call(i % 3 == 0 ? "a" : "b", day + days{i}, i % 2 == 0 ? "track" : "page", i + 100);
  const auto expected = [&](const Id& source, Day target, int length) {
    std::int64_t sum = 0;
    for (const auto& row : usage.tables.calls) {
      if (row.source_id == source && row.day <= target && row.day > target - days{length}) sum += *row.calls;
    }
    return sum;
  };
  read(targets);
  for (const Day target : targets) {
    if (target != day) tally->move_to(target);
    for (const char* const source : {"a", "b"}) {
      EXPECT_EQ(sums(source).monthly, expected(source, target, 30)) << source << " " << iso(target);
      EXPECT_EQ(sums(source).weekly, expected(source, target, 7)) << source << " " << iso(target);
      EXPECT_EQ(sums(source).today, expected(source, target, 1)) << source << " " << iso(target);
    }
  }
}

TEST_F(Tally, GivesReservedNamesTheirNumbersFirst) {
  call("a", day, "track", 1);
  call("a", day, "other", 2);
  snapshot = usage.open({});
  tally.emplace(read::Counters::calls, "method", sources, day::Targets{{day}, {30, 7}}, budget);
  tally->reserve("Identify");
  tally->reserve("Track");
  tally->read(*snapshot);
  std::vector<expand::NameNo> numbers;
  std::vector<expand::NamedCalls> others;
  tally->fill(
      *sources.find("a"),
      [&](expand::NameNo name, std::int64_t) { return numbers.push_back(name), name > expand::NameNo{2}; }, others);
  EXPECT_TRUE(std::ranges::count(numbers, expand::NameNo{2}) == 1) << "track is what was reserved second";
  ASSERT_EQ(others.size(), 1U);
  EXPECT_EQ(others[0].property, "methodOther");
}

TEST_F(Tally, ReadsItsOwnRelation) {
  call("a", day, "track", 1);
  usage.tables.library_calls.push_back({"a", day, "ios", 7});
  snapshot = usage.open({});
  tally.emplace(read::Counters::library_calls, "library", sources, day::Targets{{day}, {30, 7}}, budget);
  tally->read(*snapshot);
  EXPECT_EQ(properties("a"), std::vector<std::string>{"libraryIos 7"});
}

TEST_F(Tally, EndsWhenItsRowsExceedTheMemory) {
  for (int i = 0; i < 100'000; ++i) call("a", day, "method" + std::to_string(i), 1);
  expand::MemoryBudget little(1U << 20U);
  snapshot = usage.open({});
  tally.emplace(read::Counters::calls, "method", sources, day::Targets{{day}, {30, 7}}, little);
  EXPECT_THROW(tally->read(*snapshot), expand::ChunkTooLarge);
}

TEST_F(Tally, PassesOnAFailureOfTheRead) {
  call("a", day, "track", 1);
  usage.break_read({.number = 1, .after_rows = 1});
  EXPECT_THROW(read(), Failure);
}

}  // namespace
}  // namespace sent::tests
