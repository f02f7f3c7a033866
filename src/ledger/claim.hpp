// SPDX-License-Identifier: Apache-2.0

// What the ledger knows of a chunk, and the right to work on it. Values.

#pragma once

#include <cstdint>
#include <span>

#include "model/day.hpp"
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

// The right to work on one chunk of one day, and how far the chunk is as far as its worker knows. The ledger's calls
// move it: each of them continues the step that the one before left.
struct Claim {
  Day day;
  int chunk = 0;
  std::int64_t fence = 0;
  std::int64_t step = 0;
  SettledPart settled;
};

// What became of events since the last record.
struct Progress {
  std::optional<Position> through;       // every event through it is settled now; absent: the position stays
  std::span<const PositionRange> ahead;  // all that is settled behind the position
  std::uint64_t delivered = 0;
  std::span<const Rejection> rejected;
  IdSum ids;  // of the delivered and rejected events
};

// How the part that is settled looks after `progress`.
[[nodiscard]] inline SettledPart settled_after(SettledPart settled, const Progress& progress) {
  if (progress.through) settled.after = progress.through;
  settled.ahead.assign(progress.ahead.begin(), progress.ahead.end());
  settled.events += progress.delivered + progress.rejected.size();
  settled.ids += progress.ids;
  return settled;
}

}  // namespace sent::ledger
