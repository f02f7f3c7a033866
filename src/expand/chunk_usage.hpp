// SPDX-License-Identifier: Apache-2.0

// Everything one chunk's events are made of, in memory: each row of the snapshot is read once, joined and
// summed here.
//
// Usage: make it, then for each target day, ascending: advance_to() and expand(). Not thread-safe; reads
// on two threads inside advance_to().

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

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

class ChunkUsage {
 public:
  // `targets` ascend. The snapshot is closed as soon as the last of them
  // is read, so that sending slowly does not hold a transaction open.
  ChunkUsage(std::unique_ptr<read::UsageSnapshot> snapshot, std::vector<Day> targets, ExpansionRules rules);
  ChunkUsage(const ChunkUsage&) = delete;
  ChunkUsage& operator=(const ChunkUsage&) = delete;

  // Reads what `target`, the next of the targets, needs and no earlier one did. False when that is more than the rules'
  // max_bytes: then only middle() may be asked.
  [[nodiscard]] bool advance_to(Day target);
  // The id of a source, not the first, at which the chunk can be split in two; none when it has one.
  [[nodiscard]] std::optional<std::string> middle() const { return sources_.middle(); }

  // The id of its source, when it has no other.
  [[nodiscard]] std::string only_source() const {
    return sources_.size() == 0 ? "" : std::string(sources_.at(SourceNo{0}).id);
  }

  // Calls `take` for each source that had data on the day advanced to and has somebody to tell, in bytewise
  // order of ids. `as_of` is the day's end. The value is reused for the next source.
  void expand(Instant as_of, const std::function<void(const SourceUsage&)>& take);

  // Who is to be told of which source, and no more: of the value only ids, slug, owner and recipients are set. Notes
  // nothing.
  void each_told(Instant as_of, const std::function<void(const SourceUsage&)>& take);
  // Whole values as expand() makes them, of each `step`-th source that it would hand over. Notes nothing.
  void sample(Instant as_of, std::size_t step, const std::function<void(const SourceUsage&)>& take);

  // All that was odd so far, in rows read and in sources expanded.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] RowsRead rows() const;

 private:
  void read(Day target);
  void read_sources();
  void read_beside_methods(Day target);
  enum class Recipients { none, some };
  [[nodiscard]] Recipients fill_people(SourceNo number, Instant as_of);
  // Whether properties had to be folded.
  bool fill(SourceNo number, const Sums& calls, Instant as_of);
  void fill_counters(SourceNo number);

  std::unique_ptr<read::UsageSnapshot> snapshot_;
  std::vector<Day> targets_;
  ExpansionRules rules_;
  MemoryBudget budget_;

  MemoryShare sources_share_;
  Sources sources_;
  People people_;
  Destinations destinations_;
  std::optional<Tally> methods_;  // both made when the sources are known
  std::optional<Tally> libraries_;
  bool knows_people_ = false;
  Findings findings_;  // of expansion
  RowsRead rows_;      // of sources and owners
  SourceUsage usage_;
};

}  // namespace sent::expand
