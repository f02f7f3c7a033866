// SPDX-License-Identifier: Apache-2.0

// Everything that one chunk's events are made of, in memory: each row of the snapshot is read once, then joined and
// added up here.
//
// Usage: make it; then for each target day, ascending, advance_to() and expand(). The first advance_to() reads what all
// target days need and closes the snapshot, so that no transaction is open while events are sent.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "day/day_facts.hpp"
#include "day/segments.hpp"
#include "expand/destinations.hpp"
#include "expand/people.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "expand/tally.hpp"
#include "model/finding.hpp"
#include "model/rows_read.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

struct ExpansionRules {
  day::WindowLengths windows;
  std::size_t max_properties;
  std::size_t extra_properties;
  std::size_t max_bytes;  // of what is kept of the rows
};

// Not thread-safe.
//
// The first advance_to() starts a second thread and ends it before it returns. The first thread reads counters by
// method, the second one everything else; both only read sources_, and they share budget_, which is thread-safe. When
// one of them throws, it closes the budget, so that the other one stops soon; the first exception is then thrown by
// advance_to().
class ChunkUsage {
 public:
  // `targets` ascend; there is at least one.
  ChunkUsage(std::unique_ptr<read::UsageSnapshot> snapshot, std::vector<day::DayFacts> targets, ExpansionRules rules);
  ChunkUsage(const ChunkUsage&) = delete;
  ChunkUsage& operator=(const ChunkUsage&) = delete;

  // Moves on to the next target. The first call reads everything: it returns false if that exceeds the rules'
  // max_bytes, and then only middle() and only_source() may be called; it throws what the snapshot throws. Later calls
  // return true.
  [[nodiscard]] bool advance_to(const day::DayFacts& target);
  // The id of a source, not the first, at which the chunk can be split in two; nothing if there is only one source.
  [[nodiscard]] std::optional<std::string> middle() const { return sources_.middle(); }

  // The id of the first source, which is the only one if the chunk cannot be split; nothing for a chunk without
  // sources.
  [[nodiscard]] std::optional<std::string> only_source() const {
    return sources_.size() == 0 ? std::nullopt : std::optional<std::string>(sources_.at(SourceNo{0}).id);
  }

  // Calls `take` for each source that had data on the day advanced to and has a recipient, in bytewise order of ids.
  // The value is reused for the next source.
  void expand(const std::function<void(const SourceUsage&)>& take);

  // The same sources, with only ids, slug, owner and recipients. Notes no findings.
  void each_source(const std::function<void(const SourceUsage&)>& take);
  // Every `step`-th source as expand() hands it over. Notes no findings.
  void sample(std::size_t step, const std::function<void(const SourceUsage&)>& take);

  // The findings so far, in rows read and in sources expanded.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] RowsRead rows() const;

 private:
  void read();
  void read_sources();
  void read_beside_methods();
  void reserve_people();
  // The sums of all sources.
  void note_few_calls(double today, double weekly);
  void note_missing_people(bool has_user);
  [[nodiscard]] bool had_data(SourceNo number) const { return methods_->sums(number).today > 0; }
  // Whether the source has a recipient.
  [[nodiscard]] bool fill_people(SourceNo number);
  // Whether properties had to be folded.
  bool fill(SourceNo number, const Sums& calls);
  void fill_counters(SourceNo number);

  std::unique_ptr<read::UsageSnapshot> snapshot_;  // until everything is read
  std::vector<day::DayFacts> targets_;
  ExpansionRules rules_;
  MemoryBudget budget_;

  MemoryShare sources_share_;
  Sources sources_;
  People people_;
  Destinations destinations_;
  std::optional<Tally> methods_;  // both made when the sources are known
  std::optional<Tally> libraries_;
  day::DayFacts target_;  // the day advanced to
  Findings findings_;     // of expansion
  RowsRead rows_;         // of sources and owners
  SourceUsage usage_;
};

}  // namespace sent::expand
