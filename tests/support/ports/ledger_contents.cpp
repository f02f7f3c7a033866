// SPDX-License-Identifier: Apache-2.0

#include "support/ports/ledger_contents.hpp"

#include <algorithm>

namespace sent::tests {

namespace {

using Chunk = LedgerContents::Chunk;
using Run = LedgerContents::Run;

bool is_complete(const LedgerContents& contents, std::int64_t generation, DayRange range) {
  for (Day day = range.first; day <= range.last; day = day + std::chrono::days{1}) {
    const auto found = contents.days.find(day);
    if (found == contents.days.end()) return false;
    if (found->second.generation < generation || !tests::is_complete(found->second.chunks)) return false;
  }
  return true;
}

// Whether a run that did not finish is alive, or was not continued yet: more such runs than later ones.
bool waits_for_one(const Run& run, const std::vector<const Run*>& members, const std::vector<const Run*>& unfinished,
                   Clock::Time now) {
  const auto later = std::ranges::count_if(members, [&](const Run* other) { return other->began > run.seen; });
  const auto to_continue = std::ranges::count_if(unfinished, [&](const Run* other) { return other->seen >= run.seen; });
  return (!run.end && run.expires_at > now && run.seen_at <= now) || later < to_continue;
}

}  // namespace

bool holds(const SourceRange& range, const std::string& source) {
  return (!range.from || *range.from <= source) && (!range.until || source < *range.until);
}

std::vector<Chunk> cut_at(std::span<const std::string> bounds) {
  std::vector<Chunk> chunks(bounds.size() + 1);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    chunks[i].state.number = static_cast<int>(i);
    if (i > 0) chunks[i].state.range.from = bounds[i - 1];
    if (i < bounds.size()) chunks[i].state.range.until = bounds[i];
  }
  return chunks;
}

bool is_complete(std::vector<Chunk> chunks) {
  std::ranges::sort(chunks, {}, [](const Chunk& chunk) { return chunk.state.range.from; });
  std::optional<std::string> covered;  // until here
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const auto& [from, until] = chunks[i].state.range;
    if (!chunks[i].state.complete || from != covered || (i > 0 && !from)) return false;
    covered = until;
  }
  return !chunks.empty() && !covered;
}

std::vector<ledger::ChunkState> chunk_states(const LedgerContents& contents, Day day) {
  std::vector<ledger::ChunkState> states;
  const auto found = contents.days.find(day);
  if (found == contents.days.end()) return states;
  for (const Chunk& chunk : found->second.chunks) states.push_back(chunk.state);
  std::ranges::sort(states, {}, [](const ledger::ChunkState& state) { return state.range.from; });
  return states;
}

Chunk* find_chunk(LedgerContents& contents, Day day, int number) {
  const auto found = contents.days.find(day);
  if (found == contents.days.end() || static_cast<std::size_t>(number) >= found->second.chunks.size()) return nullptr;
  return &found->second.chunks[static_cast<std::size_t>(number)];
}

std::optional<std::int64_t> latest_resend(const LedgerContents& contents, const Run& mine) {
  std::optional<std::int64_t> latest;
  for (const Run& run : contents.runs) {
    if (&run != &mine && run.start.days == mine.start.days && run.resend) latest = std::max(latest, run.resend);
  }
  return latest;
}

bool is_open(const LedgerContents& contents, std::int64_t resend, DayRange range, Clock::Time now) {
  if (!is_complete(contents, resend, range)) return true;
  std::vector<const Run*> members, unfinished;
  for (const Run& run : contents.runs) {
    if (run.resend != resend) continue;
    members.push_back(&run);
    const bool ended_well = run.end && (run.end->exit_code == 0 || run.end->exit_code == 3);
    if (!ended_well) unfinished.push_back(&run);
  }
  return std::ranges::any_of(unfinished, [&](const Run* run) { return waits_for_one(*run, members, unfinished, now); });
}

}  // namespace sent::tests
