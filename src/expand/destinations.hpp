// SPDX-License-Identifier: Apache-2.0

// The destinations of a chunk's sources, and when they were enabled.

#pragma once

#include "expand/memory_budget.hpp"
#include "expand/property_names.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "expand/spans.hpp"
#include "model/finding.hpp"
#include "model/rows_read.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

// Usage: read() once, then fill(). Not thread-safe. Throws ChunkTooLarge when its budget is exceeded.
class Destinations {
 public:
  explicit Destinations(MemoryBudget& budget) : share_(budget) {}

  void read(read::UsageSnapshot& snapshot, const Sources& sources);

  // Sets the destinations of `into` as of an instant.
  void fill(SourceNo number, Instant as_of, SourceUsage& into);

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] const RowsRead& rows() const { return rows_; }

 private:
  [[nodiscard]] std::size_t bytes() const { return spans_.bytes() + names_.bytes(); }

  MemoryShare share_;
  Spans spans_;  // by source
  PropertyNames names_{"destination", Relation::source_destinations};
  Findings findings_;
  RowsRead rows_;
};

}  // namespace sent::expand
