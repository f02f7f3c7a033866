// SPDX-License-Identifier: Apache-2.0

// What the ledger knows of a chunk, and the right to work on it. Values.

#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/day.hpp"
#include "model/day_rules.hpp"
#include "model/rejection.hpp"
#include "model/settled_part.hpp"
#include "model/source_range.hpp"

namespace sent::ledger {

struct ChunkState {
  int number = 0;
  SourceRange range;
  SettledPart settled;
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;
  bool complete = false;
};

// The right to work on one chunk of one day, its sources, and how far the chunk is as far as its worker knows. The
// ledger's calls move it: each of them continues the step that the one before left.
struct Claim {
  Day day;
  int chunk = 0;
  std::int64_t fence = 0;
  std::int64_t step = 0;
  SettledPart settled;
  SourceRange range = {};  // another worker may have split the chunk since it was listed
  // With which the day was begun. A --resend that begins it again ends this claim. Nothing if an older release began
  // it.
  std::optional<DayRules> rules = {};
};

// What became of events since the last record.
struct Progress {
  std::optional<Position> through;       // every event through it is settled now; absent: the position stays
  std::span<const PositionRange> ahead;  // what this worker has settled behind the position
  std::uint64_t delivered = 0;
  std::span<const Rejection> rejected;
  IdSum ids;  // of the delivered and rejected events
};

// Whether it says more than that the worker is there.
[[nodiscard]] inline bool is_news(const Progress& progress) {
  return progress.through || progress.delivered > 0 || !progress.rejected.empty();
}

// How the part that is settled looks after `progress`: what a worker before settled stays so.
[[nodiscard]] SettledPart settled_after(SettledPart settled, const Progress& progress);
// Every event of the chunk is settled, and so nothing is ahead of an open one.
void settle_all(SettledPart& settled);

}  // namespace sent::ledger
