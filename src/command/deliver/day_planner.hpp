// SPDX-License-Identifier: Apache-2.0

// What each day of a run comes to, counted before its first event is sent: logged, kept in the ledger, and held against
// job.max_events.
//
// A day in one chunk is counted from what was read to send it. One in several is counted ahead, by reading that day's
// counters and the people alone, so that all of it is known before any of it is sent.

#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "day/units.hpp"
#include "encode/event_writer.hpp"
#include "expand/chunk_usage.hpp"
#include "job/event_stream.hpp"
#include "job/world.hpp"
#include "survey/survey.hpp"

namespace sent::command::deliver {

// Not thread-safe.
class DayPlanner {
 public:
  DayPlanner(job::World world, encode::EventRules rules, job::EventFilter filter);

  // Whether the day was counted, by this run or, when it is sent whole, by an earlier one that the ledger knows of.
  // Throws as plan().
  [[nodiscard]] bool knows(Day day);

  // Counts, ahead of the work, the days of `units` that it does not know; `units` have all sources of each.
  void plan_ahead(const std::vector<day::Unit>& units);
  // Counts a day of which `usage` has all sources; nothing when it is known. Throws Failure(usage) when it comes to
  // more than job.max_events.
  void plan(expand::ChunkUsage& usage, const day::DayFacts& day);

 private:
  void count(expand::ChunkUsage& usage, const day::DayFacts& day, survey::Survey& into) const;
  void settle(Day day, const survey::Survey& survey);
  void note(Day day, std::uint64_t events);

  job::World world_;
  encode::EventRules rules_;
  job::EventFilter filter_;
  config::Config config_;  // with windows of one day
  std::set<Day> known_;
};

}  // namespace sent::command::deliver
