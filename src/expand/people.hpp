// SPDX-License-Identifier: Apache-2.0

// The people of a chunk's sources: who collaborates, who is a member of the owner, and who of them is suppressed.

#pragma once

#include "expand/memory_budget.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "expand/spans.hpp"
#include "model/finding.hpp"
#include "model/rows_read.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

// Usage: read() once, then fill(). Not thread-safe. Throws ChunkTooLarge when its budget is exceeded.
class People {
 public:
  explicit People(MemoryBudget& budget) : share_(budget) {}

  // Rows of people who have nothing to do with `sources` are not kept.
  void read(read::UsageSnapshot& snapshot, const Sources& sources);

  // Sets collaborators, owner and recipients of `into` as of an instant.
  void fill(const Sources& sources, SourceNo number, Instant as_of, SourceUsage& into) const;

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] const RowsRead& rows() const { return rows_; }

 private:
  [[nodiscard]] std::size_t bytes() const { return collaborators_.bytes() + members_.bytes(); }
  [[nodiscard]] bool is_usable_user(std::string_view id);
  void read_collaborators(read::UsageSnapshot& snapshot, const Sources& sources);
  void read_members(read::UsageSnapshot& snapshot, const Sources& sources);
  void read_suppressed(read::UsageSnapshot& snapshot);
  void fill_owner(const Sources& sources, OwnerNo number, Instant as_of, SourceUsage& into) const;

  MemoryShare share_;
  Spans collaborators_;  // by source; flagged: suppressed
  Spans members_;        // by owner; flagged: suppressed
  Findings findings_;
  RowsRead rows_;
};

}  // namespace sent::expand
