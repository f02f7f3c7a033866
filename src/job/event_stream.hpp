// SPDX-License-Identifier: Apache-2.0

// The events of one chunk and day in the order in which they are sent: by source, then user, both bytewise.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "day/units.hpp"
#include "encode/batch.hpp"
#include "encode/event_writer.hpp"
#include "expand/chunk_usage.hpp"
#include "job/source_check.hpp"
#include "job/stage_clock.hpp"
#include "model/day_rules.hpp"
#include "model/settled_part.hpp"
#include "survey/survey.hpp"

namespace sent::job {

// --source and --user; empty sets admit all.
struct EventFilter {
  std::set<std::string, std::less<>> sources;
  std::set<std::string, std::less<>> users;

  [[nodiscard]] bool admits_all() const { return sources.empty() && users.empty(); }
  [[nodiscard]] bool admits_source(std::string_view id) const { return sources.empty() || sources.contains(id); }
  [[nodiscard]] bool admits_user(std::string_view id) const { return users.empty() || users.contains(id); }
};

// Views are valid during the call that hands them over.
struct StreamedEvent {
  std::string_view json;
  encode::EventIds ids;
  std::optional<std::string_view> refusal = {};  // why it must not be sent
  std::string_view slug = {};
  std::optional<std::string_view> workspace = {};  // that owns the source
};

// What a chunk of a day has in the snapshot that was read, whatever the filter admits.
struct ChunkTally {
  std::uint64_t events = 0;
  // Those in the part that the ledger has as settled.
  std::uint64_t settled_events = 0;
  IdSum settled_ids = {};

  // Whether they are the events that were settled. If not, rows in front of the position changed since.
  [[nodiscard]] bool agrees_with(const SettledPart& settled) const {
    return settled.events == settled_events && settled.ids == settled_ids;
  }
};

// Not thread-safe. `check` and `times` must outlive it.
class EventStream {
 public:
  EventStream(encode::EventRules rules, EventFilter filter, SourceCheck& check, StageClock& times);

  // The events of `day` follow `rules` instead of those of this run.
  void adopt(Day day, const DayRules& rules);

  [[nodiscard]] ChunkTally tally(expand::ChunkUsage& usage, const day::UnitDay& day) const;

  // Hands over the events of the day that `usage` was advanced to: those that the filter admits and that are not
  // settled. Each source is checked.
  void each(expand::ChunkUsage& usage, const day::UnitDay& day, const std::function<void(const StreamedEvent&)>& take);

  // Adds to `survey` the events that each() hands over if no event of `day` was sent before, without rendering more
  // than a sample of them.
  void count(expand::ChunkUsage& usage, const day::DayFacts& day, survey::Survey& survey);

  // Whether it contains every event of a day.
  [[nodiscard]] bool is_whole() const { return filter_.admits_all(); }

 private:
  [[nodiscard]] encode::EventWriter writer_of(const day::DayFacts& day) const;
  void each_of(encode::EventWriter& writer, const expand::SourceUsage& source, const SettledPart& settled,
               const std::function<void(const StreamedEvent&)>& take);

  encode::EventRules rules_;
  std::map<Day, encode::EventRules> rules_of_day_;
  EventFilter filter_;
  SourceCheck& check_;
  StageClock& times_;
};

}  // namespace sent::job
