// SPDX-License-Identifier: Apache-2.0

// The usage source port in memory. It passes the same contract suite as the one on PostgreSQL (tests/contract), and its
// N-th read can fail, before its first row or after some.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/exit_code.hpp"
#include "read/usage_source.hpp"

namespace sent::tests {

using Id = std::optional<std::string>;  // empty: NULL

// The relations of the contract, row by row. A value.
struct UsageTables {
  struct Source {
    Id source_id, slug, owner_id;
  };
  struct Owner {
    Id owner_id, kind;
  };
  struct Member {
    Id owner_id, user_id;
    std::optional<Instant> since = {}, until = {};  // the smallest and the largest Instant: PostgreSQL's infinities
  };
  struct Connected {
    Id source_id, name;  // of a collaborator or a destination
    std::optional<Instant> since = {}, until = {};
  };
  struct Counter {
    Id source_id;
    Day day;
    Id name;
    std::optional<std::int64_t> calls;
    Id unusable = {};  // calls of a numeric column that are not a whole number of 64 bits
  };
  struct Dayless {
    Id source_id, name;
  };
  std::vector<Source> sources = {};
  std::vector<Owner> owners = {};
  std::vector<Member> members = {};
  std::vector<Connected> collaborators = {};
  std::vector<Connected> destinations = {};
  std::vector<Id> suppressed_users = {};
  std::vector<Counter> calls = {};
  std::vector<Counter> library_calls = {};
  std::vector<Dayless> calls_without_day = {};
  std::vector<Dayless> library_calls_without_day = {};
};

// `number` counts reads of relations from 1, from break_read() on, over all snapshots.
struct BrokenRead {
  int number = 1;
  std::size_t after_rows = 0;                      // a shorter relation is read completely
  ExitCode code = ExitCode::database_unavailable;  // only this one is worth a retry
};

// Not thread-safe, except for reads of its snapshots. It must outlive them.
class MemoryUsageSource final : public read::UsageSource {
 public:
  // Shown by the next snapshot. Open snapshots keep their contents.
  UsageTables tables;

  [[nodiscard]] std::unique_ptr<read::UsageSnapshot> open(const SourceRange& range) override;

  // A broken read throws Failure("read N is lost").
  void break_read(BrokenRead how);
  // Since break_read(), or since the start.
  [[nodiscard]] int reads() const { return reads_; }
  [[nodiscard]] int snapshots() const { return snapshots_; }
  [[nodiscard]] int open_snapshots() const { return open_snapshots_; }
  // The ranges of all snapshots.
  [[nodiscard]] const std::vector<SourceRange>& ranges() const { return ranges_; }

 private:
  class Snapshot;

  std::optional<BrokenRead> broken_;
  std::atomic<int> reads_ = 0;
  int snapshots_ = 0;
  int open_snapshots_ = 0;
  std::vector<SourceRange> ranges_;
};

}  // namespace sent::tests
