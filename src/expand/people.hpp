// SPDX-License-Identifier: Apache-2.0

// The people of a chunk's sources: collaborators, members of the owner, and which of them are suppressed.

#pragma once

#include <functional>

#include "expand/audience.hpp"
#include "expand/memory_budget.hpp"
#include "expand/source_usage.hpp"
#include "expand/sources.hpp"
#include "expand/spans.hpp"
#include "model/finding.hpp"
#include "model/rows_read.hpp"
#include "read/usage_source.hpp"

namespace sent::expand {

// Usage: read() once, and reserve() for several days; then for each day merge(), fill() for its sources, and
// forget_merged(). Not thread-safe. Throws ChunkTooLarge when its budget is exceeded.
class People {
 public:
  explicit People(MemoryBudget& budget) : share_(budget), audience_(collaborators_, members_, budget) {}
  People(const People&) = delete;
  People& operator=(const People&) = delete;

  // Keeps only the people of `sources`.
  void read(read::UsageSnapshot& snapshot, const Sources& sources);

  // Reserves the memory that merge() needs at most, from `first` to `last`, for sources for which `has_data` holds.
  void reserve(const Sources& sources, Instant first, Instant last, const std::function<bool(SourceNo)>& has_data) {
    audience_.reserve(sources, first, last, has_data);
  }
  // Finds the recipients of each source for which `has_data` holds, as of an instant. REQUIRES: nothing is merged.
  void merge(const Sources& sources, Instant as_of, const std::function<bool(SourceNo)>& has_data) {
    audience_.merge(sources, as_of, has_data);
  }
  // Frees the memory that merge() used, but not what is reserved.
  void forget_merged() { audience_.clear(); }

  // Whether the source had data and somebody receives its events. REQUIRES: merge().
  [[nodiscard]] bool has_recipients(SourceNo number) const { return audience_.has_recipients(number); }
  // Sets collaborators, owner and recipients of `into`. REQUIRES: merge(), and the source had data.
  void fill(const Sources& sources, SourceNo number, SourceUsage& into) const;

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] const RowsRead& rows() const { return rows_; }

 private:
  [[nodiscard]] std::size_t bytes() const { return collaborators_.bytes() + members_.bytes(); }
  [[nodiscard]] bool is_usable_user(std::string_view id, Relation relation);
  // Why the row cannot be used; nothing if it can.
  [[nodiscard]] static std::optional<FindingKind> fault_of(const read::MemberRow& row, const Sources& sources);
  void read_collaborators(read::UsageSnapshot& snapshot, const Sources& sources);
  void read_members(read::UsageSnapshot& snapshot, const Sources& sources);
  void note_absent_users(const Sources& sources);
  void read_suppressed(read::UsageSnapshot& snapshot);

  MemoryShare share_;
  Spans collaborators_;  // by source; flagged: suppressed
  Spans members_;        // by owner; flagged: suppressed
  Audience audience_;
  Findings findings_;
  RowsRead rows_;
};

}  // namespace sent::expand
