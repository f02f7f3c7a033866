// SPDX-License-Identifier: Apache-2.0

#include "job/units_to_send.hpp"

namespace sent::job {

namespace {

SourceRange range_at(const std::vector<std::string>& bounds, std::size_t chunk) {
  SourceRange range;
  if (chunk > 0) range.from = bounds[chunk - 1];
  if (chunk < bounds.size()) range.until = bounds[chunk];
  return range;
}

void add_recorded(std::vector<day::Unit>& units, const day::DayFacts& day,
                  const std::vector<ledger::ChunkState>& chunks, bool again) {
  for (const ledger::ChunkState& chunk : chunks) {
    if (chunk.complete && !again) continue;
    day::add_to_units(units, chunk.range, {day, chunk.number, again ? SettledPart{} : chunk.settled});
  }
}

void add_cut(std::vector<day::Unit>& units, const day::DayFacts& day, const std::vector<std::string>& bounds) {
  for (std::size_t i = 0; i <= bounds.size(); ++i) {
    day::add_to_units(units, range_at(bounds, i), {day, static_cast<int>(i)});
  }
}

}  // namespace

ChunkBounds chunk_bounds(const config::Config& config, read::Calendar& calendar) {
  return [&](std::size_t days) { return calendar.chunk_bounds(day::sources_per_chunk(config.job.memory, days)); };
}

std::set<Day> complete_among(const std::vector<day::DayFacts>& days, ledger::Ledger* ledger,
                             std::optional<ledger::ResendNo> resend) {
  if (days.empty() || ledger == nullptr) return {};
  return ledger->complete_days({days.front().day, days.back().day}, resend);
}

std::vector<day::Unit> units_to_send(const std::vector<day::DayFacts>& days, ledger::Ledger* ledger,
                                     const ChunkBounds& bounds, bool resend, log::Log& log) {
  std::vector<day::Unit> units;
  if (days.empty()) return units;
  const auto complete = complete_among(days, ledger);
  const auto cuts = bounds(days.size());
  for (const day::DayFacts& day : days) {
    const bool is_complete = complete.contains(day.day);
    if (is_complete && !resend) {
      log_already_complete(log, day.day);
      continue;
    }
    const auto recorded = ledger != nullptr ? ledger->chunks(day.day) : std::vector<ledger::ChunkState>();
    if (recorded.empty()) {
      add_cut(units, day, cuts);
    } else {
      add_recorded(units, day, recorded, resend);
    }
  }
  return units;
}

void log_already_complete(log::Log& log, Day day) {
  log.info("the day is already complete; nothing to send", {{"day", iso(day)}});
}

}  // namespace sent::job
