// SPDX-License-Identifier: Apache-2.0

// What a ledger knows, for the ledger in memory, and the rules that sql/ledger states in SQL. Values and pure
// functions.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "model/clock.hpp"

namespace sent::tests {

struct LedgerContents {
  struct Lease {
    std::string worker;
    Clock::Time from;
    Clock::Time until;
  };
  struct Chunk {
    ledger::ChunkState state;
    std::int64_t fence = 0;
    std::int64_t step = 0;
    std::optional<std::uint64_t> planned = {};
    std::optional<Lease> lease = {};
  };
  struct OfDay {
    std::vector<Chunk> chunks = {};  // by number
    std::optional<DayRules> rules = {};
    std::int64_t generation = 0;
    std::optional<DayPlan> plan = {};
    std::map<Position, Rejection> rejected = {};
  };
  struct RunEnd {
    int exit_code = 0;
    std::uint64_t delivered = 0;
    std::uint64_t rejected = 0;
    bool operator==(const RunEnd&) const = default;
  };
  struct Run {
    ledger::RunStart start;
    std::string worker;
    std::int64_t began = 0;    // in `moments`
    std::int64_t seen = 0;     // likewise: its latest sign of life
    Clock::Time seen_at = {};  // when that was
    Clock::Time expires_at = {};
    std::optional<std::int64_t> resend = {};
    std::optional<RunEnd> end = {};
  };
  std::map<Day, OfDay> days;
  std::vector<Run> runs;     // RunNo counts them from 1
  std::int64_t moments = 0;  // counts signs of life, because a clock that stands still cannot order them
};

[[nodiscard]] bool holds(const SourceRange& range, const std::string& source);
// One chunk more than there are bounds.
[[nodiscard]] std::vector<LedgerContents::Chunk> cut_at(std::span<const std::string> bounds);
// Whether these chunks cover every source and all are complete.
[[nodiscard]] bool is_complete(std::vector<LedgerContents::Chunk> chunks);
// Of all chunks of a day, by range.
[[nodiscard]] std::vector<ledger::ChunkState> chunk_states(const LedgerContents& contents, Day day);
// Null if there is no such chunk.
[[nodiscard]] LedgerContents::Chunk* find_chunk(LedgerContents& contents, Day day, int number);

// As sql/ledger/runs/join_resend.sql: the latest --resend of the days of `mine`, and whether a worker may still join
// it.
[[nodiscard]] std::optional<std::int64_t> latest_resend(const LedgerContents& contents,
                                                        const LedgerContents::Run& mine);
[[nodiscard]] bool is_open(const LedgerContents& contents, std::int64_t resend, DayRange range, Clock::Time now);

}  // namespace sent::tests
