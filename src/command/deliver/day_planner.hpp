// SPDX-License-Identifier: Apache-2.0

// How many events each day of a run has: logged, kept in the ledger, and compared with job.max_events.
//
// Each chunk is counted from what was read to send it, before its first event. So a day in one chunk is known before
// any of its events is sent, and a day in several chunks when this worker has counted the last of them. A day is not
// counted if another worker or an earlier run has completed one of its chunks. With job.max_events, a day in several
// chunks is counted in advance, from a separate reading, because the limit must hold before the first event is sent.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "day/units.hpp"
#include "expand/chunk_usage.hpp"
#include "job/deadline.hpp"
#include "job/event_stream.hpp"
#include "job/unit_reader.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "progress/run_progress.hpp"
#include "survey/survey.hpp"

namespace sent::command::deliver {

// Not thread-safe. Everything passed to its constructor must outlive it.
class DayPlanner {
 public:
  DayPlanner(const config::Config& config, ledger::Ledger& ledger, log::Log& log, progress::RunProgress& progress,
             job::EventStream& stream);

  // Whether the day was counted by this run or, if the run sends all of its events, by an earlier run that recorded it.
  // Throws as plan().
  [[nodiscard]] bool knows(Day day);

  // Sets the chunks of the day from now on, also for the progress display.
  void expect(Day day, const std::vector<ledger::ChunkState>& chunks);
  // The same for a narrowed run.
  void expect(Day day, std::vector<SourceRange> chunks);
  // A chunk of the day is split at `at`.
  void split(Day day, const SourceRange& chunk, const std::string& at);

  // Counts one of the expected chunks, from the rows that were read to send it. Does nothing if the day is known.
  // Throws Failure(usage) if the day has more events than job.max_events.
  void plan(expand::ChunkUsage& usage, const day::UnitDay& day, const SourceRange& chunk);

  // Counts the days of `units` that are not known yet, by reading only the counters of these days. `units` must cover
  // all sources of each day. Throws as plan(), and if the run must stop.
  void count_ahead(const std::vector<day::Unit>& units, const job::UnitReaders& readers, const job::Deadline& deadline);

 private:
  // What is known so far about a day.
  struct Counting {
    std::vector<SourceRange> chunks;
    std::vector<SourceRange> counted;
    survey::Survey survey;
  };
  [[nodiscard]] Counting& counting(Day day);
  void settle(Day day, const survey::Survey& survey);
  void note(Day day, std::uint64_t events);

  const config::Config& config_;
  ledger::Ledger& ledger_;
  log::Log& log_;
  progress::RunProgress& progress_;
  job::EventStream& stream_;
  std::set<Day> known_;
  std::map<Day, Counting> counting_;  // of days in several chunks
};

}  // namespace sent::command::deliver
