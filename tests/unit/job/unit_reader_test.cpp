// SPDX-License-Identifier: Apache-2.0

#include "job/unit_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "job/start/expansion_rules.hpp"
#include "model/failure.hpp"
#include "support/ports/memory_usage_source.hpp"
#include "support/ports/small_config.hpp"
#include "support/ports/stepped_clock.hpp"

namespace sent::tests {
namespace {

using Lines = std::vector<std::string>;

const Day day{2026, 3, 10};

day::UnitDay unit_day(Day of) { return {{of, std::chrono::sys_days(of.days()) + std::chrono::hours{24}, {}}, 0}; }

// A unit of two days, in which each source has `ada` and a call on each day.
struct UnitReader : testing::Test {
  UnitReader() {
    for (const char* const id : {"a", "b", "c"}) add(id);
  }
  void add(const std::string& source, const std::string& slug = "slug") {
    usage.tables.sources.push_back({source, slug, {}});
    usage.tables.collaborators.push_back({source, "ada"});
    for (const int n : {0, 1}) usage.tables.calls.push_back({source, day + std::chrono::days{n}, "track", 1});
  }
  // Two or more of these sources are too large for a memory of one MiB.
  void add_large(const std::string& source) { add(source, std::string(400'000, 'x')); }
  job::UnitReader& reader() {
    if (!made) made.emplace(unit, usage, job::start::expansion_rules(config), patience, times);
    return *made;
  }
  // "day source" for every source with recipients.
  Lines sources_in(expand::ChunkUsage& chunk, const day::UnitDay& of) {
    Lines lines;
    chunk.expand([&](const expand::SourceUsage& source) {
      lines.push_back(fmt::format("{} {}", iso(of.facts.day), source.source_id));
    });
    return lines;
  }
  Lines all_sources() {
    Lines lines;
    for (std::size_t i = 0; i < unit.days.size(); ++i) {
      expand::ChunkUsage* const chunk = reader().advance_to(i);
      if (chunk == nullptr) return {"too large"};
      for (auto& line : sources_in(*chunk, unit.days[i])) lines.push_back(line);
    }
    return lines;
  }

  MemoryUsageSource usage;
  config::Config config = small_config();
  SteppedClock clock;
  job::StageClock times{clock};
  int asked_again = 0;
  int most_attempts = 3;
  retry::Patience patience = [this](int attempt, const std::string&) { return ++asked_again, attempt < most_attempts; };
  day::Unit unit{{}, {unit_day(day), unit_day(day + std::chrono::days{1})}};
  const Lines everything{"2026-03-10 a", "2026-03-10 b", "2026-03-10 c",
                         "2026-03-11 a", "2026-03-11 b", "2026-03-11 c"};
  std::optional<job::UnitReader> made;
};

TEST_F(UnitReader, ReadsTheDaysInOrderFromOneSnapshot) {
  EXPECT_EQ(all_sources(), everything);
  EXPECT_EQ(usage.snapshots(), 1);
}

TEST_F(UnitReader, ReadsEverythingBeforeTheFirstDayIsSent) {
  (void)reader().advance_to(0);
  const int reads = usage.reads();
  EXPECT_EQ(usage.open_snapshots(), 0) << "no transaction is open while events are sent";
  usage.break_read({.number = 1, .code = ExitCode::usage});
  ASSERT_NE(reader().advance_to(1), nullptr);
  EXPECT_GT(reads, 0);
  EXPECT_EQ(usage.reads(), 0);
}

// The members of an owner join between the two days.
TEST_F(UnitReader, SplitsAUnitWhoseSecondDayIsTooLargeBeforeItsFirstDay) {
  config.job.memory = 1U << 20U;
  usage.tables = {};
  for (int i = 0; i < 100; ++i) {
    const std::string source = fmt::format("s{:03}", i);
    add(source);
    usage.tables.sources.back().owner_id = "o";
  }
  usage.tables.owners.push_back({"o", "workspace"});
  const Instant between = unit.days[0].facts.ends_at + std::chrono::hours{1};
  for (int i = 0; i < 1500; ++i) usage.tables.members.push_back({"o", fmt::format("m{:05}", i), between});
  EXPECT_EQ(reader().advance_to(0), nullptr);
  made.reset();
  for (auto& member : usage.tables.members) member.since = unit.days[1].facts.ends_at + std::chrono::hours{1};
  EXPECT_NE(reader().advance_to(0), nullptr) << "those who join later need no memory for these days";
}

TEST_F(UnitReader, CountsEachRowOnce) {
  (void)all_sources();
  EXPECT_EQ(reader().rows().calls, 6U);
  EXPECT_EQ(reader().rows().others, 6U);
  EXPECT_EQ(reader().rows().used, 12U);
}

// What was settled may have changed since.
TEST_F(UnitReader, ReadsTheWholeChunkAlthoughPartOfItIsSettled) {
  unit.days = {unit_day(day), unit_day(day + std::chrono::days{1})};
  for (day::UnitDay& one : unit.days) one.settled.after = Position{"b", "zoe"};
  (void)reader().advance_to(0);
  ASSERT_EQ(usage.ranges().size(), 1U);
  EXPECT_EQ(usage.ranges()[0], unit.range);
}

TEST_F(UnitReader, RetriesAnyFailedReadFromANewSnapshot) {
  int broken = 1;
  for (;; ++broken) {
    for (const std::size_t rows : {0U, 1U}) {
      made.reset();
      usage.break_read({.number = broken, .after_rows = rows});
      const int before = usage.snapshots();
      ASSERT_EQ(all_sources(), everything) << "read " << broken;
      if (usage.reads() < broken) break;
      EXPECT_LE(usage.snapshots() - before, 2);
    }
    if (usage.snapshots() > 0 && broken > 20) break;
  }
  EXPECT_GE(asked_again, 10) << "several reads make a unit";
}

TEST_F(UnitReader, GivesUpWhenPatienceEnds) {
  most_attempts = 1;
  usage.break_read({.number = 2});
  EXPECT_THROW((void)reader().advance_to(0), Failure);
  EXPECT_EQ(asked_again, 1);
  EXPECT_EQ(usage.snapshots(), 1);
}

TEST_F(UnitReader, DoesNotRetryAReadThatFailsForGood) {
  usage.break_read({.number = 2, .code = ExitCode::usage});
  EXPECT_THROW((void)reader().advance_to(0), Failure);
  EXPECT_EQ(asked_again, 0);
}

TEST_F(UnitReader, AlsoCountsTheRowsOfAFailedRead) {
  usage.tables.sources.push_back({"", "dirty", {}});
  usage.break_read({.number = 2});
  ASSERT_EQ(all_sources(), everything);
  EXPECT_EQ(reader().findings().dirty_rows(FindingKind::empty_source_id), 2U);
  EXPECT_GT(reader().rows().others, 7U);
}

TEST_F(UnitReader, SaysWhereToSplitAUnitThatIsTooLarge) {
  config.job.memory = 1U << 20U;
  for (const char* const id : {"d", "e", "f"}) add_large(id);
  ASSERT_EQ(reader().advance_to(0), nullptr);
  const std::string at = reader().split_point();
  EXPECT_GT(at, "a");
  EXPECT_LE(at, "f");
  EXPECT_EQ(reader().rows().others, 0U) << "the parts are read anew";
}

TEST_F(UnitReader, ReadsAndNotesASingleSourceThatIsTooLarge) {
  usage.tables = {};
  config.job.memory = 1U << 20U;
  add("a", std::string(2'000'000, 'x'));
  EXPECT_EQ(all_sources(), (Lines{"2026-03-10 a", "2026-03-11 a"}));
  EXPECT_EQ(reader().findings().count(FindingKind::source_beyond_memory), 1U);
}

TEST_F(UnitReader, ReadsATooLargeUnitInParts) {
  config.job.memory = 1U << 20U;
  for (const char* const id : {"d", "e", "f"}) add_large(id);
  std::multiset<std::string> found;
  const auto reading = job::UnitReaders(usage, job::start::expansion_rules(config), patience, times)
                           .read(unit, [&](expand::ChunkUsage& chunk, const day::UnitDay& of) {
                             for (auto& line : sources_in(chunk, of)) found.insert(line);
                           });
  EXPECT_EQ(found.size(), 12U);
  EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), 12U) << "each is found once";
  EXPECT_EQ(reading.rows.calls, 12U);
}

TEST_F(UnitReader, CountsItsTimeAsReading) {
  const auto before = times.seconds(job::Stage::reading);
  (void)all_sources();
  times.enter(job::Stage::other);
  EXPECT_GE(times.seconds(job::Stage::reading), before);
}

}  // namespace
}  // namespace sent::tests
