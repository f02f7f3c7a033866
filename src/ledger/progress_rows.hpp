// SPDX-License-Identifier: Apache-2.0

// A chunk's progress as the ledger's tables keep it. Pure.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/claim.hpp"
#include "postgres/row.hpp"

namespace sent::ledger {

// The JSON of the column chunks.ahead.
[[nodiscard]] std::string ahead_text(std::span<const PositionRange> ahead);
// Throws Failure(unexpected) if it is not of that form.
[[nodiscard]] std::vector<PositionRange> parse_ahead(std::string_view text);

// The column chunks.settled_ids, which is signed.
[[nodiscard]] std::string ids_text(IdSum ids);

// From the columns after_source, after_user, ahead and settled_ids; `events` is how many are settled.
[[nodiscard]] SettledPart settled_part(const postgres::Row& row, std::uint64_t events);

// What became of an attempt to move a chunk's progress.
enum class Standing {
  moved,     // now
  repeated,  // by an earlier attempt, whose answer was lost: what belongs to it was recorded then
  lost,      // another worker has the chunk
  behind,    // the ledger does not know what this worker recorded: it lost transactions, or an older state was restored
};
// Of an attempt that moved nothing, from what sql/ledger/chunks/chunk_standing.sql returns.
[[nodiscard]] Standing standing_of(const postgres::Rows& rows, const Claim& claim);

// Throws Failure(day_held_elsewhere) for the last two.
void require_standing(Standing standing, const Claim& claim);

}  // namespace sent::ledger
