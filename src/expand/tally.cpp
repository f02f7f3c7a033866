// SPDX-License-Identifier: Apache-2.0

#include "expand/tally.hpp"

#include <fmt/format.h>

namespace sent::expand {

Tally::Tally(read::Counters relation, std::string_view prefix, const Sources& sources, const day::Targets& targets,
             MemoryBudget& budget)
    : share_(budget),
      relation_(relation),
      sources_(sources),
      last_target_(targets.days.back()),
      windows_(targets.windows),
      segments_(day::segments_of(targets.days, targets.windows)),
      names_(prefix),
      window_(sources.size()) {}

void Tally::advance_to(read::UsageSnapshot& snapshot, Day target) {
  if (current_) slide(*current_, target);
  for (; next_segment_ < segments_.size() && segments_[next_segment_].last <= target; ++next_segment_) {
    const DayRange segment = segments_[next_segment_];
    read_segment(snapshot, segment, day::membership(segment, target, windows_), target != last_target_);
  }
  names_.rank();
  share_.hold(bytes());
  current_ = target;
}

void Tally::slide(Day from, Day to) {
  for (std::size_t i = 0; i < next_segment_; ++i) {
    const DayRange segment = segments_[i];
    const day::Membership after = day::membership(segment, to, windows_);
    window_.replay(segment, day::membership(segment, from, windows_), after);
    if (!after.monthly) window_.forget(segment);
  }
}

void Tally::read_segment(read::UsageSnapshot& snapshot, DayRange segment, day::Membership part, bool keep_log) {
  window_.begin_segment(segment, part, keep_log);
  snapshot.counters(relation_, segment, [&](const read::CounterRow& row) { add(row, segment); });
}

void Tally::add(const read::CounterRow& row, DayRange segment) {
  ++rows_;
  const auto where = [&] {
    return fmt::format("source \"{}\", \"{}\", {} calls, {} to {}", row.source_id.value_or(""), row.name.value_or(""),
                       row.calls.value_or(0), iso(segment.first), iso(segment.last));
  };
  if (row.source_id.value_or("").empty()) return findings_.dirty(FindingKind::empty_source_id, where);
  const auto cell = cell_of(*row.source_id, row.name.value_or(""));
  if (!cell) return findings_.dirty(FindingKind::unknown_source, where);
  const std::int64_t calls = row.calls.value_or(0);
  if (calls < 0) return findings_.dirty(FindingKind::negative_calls, where);
  if (!window_.add(*cell, calls)) return findings_.dirty(FindingKind::sum_overflow, where);
  ++used_;
  share_.watch(row.name.value_or("").size(), [this] { return bytes(); });
}

// Nothing if the row's source is not in the chunk.
std::optional<CellNo> Tally::cell_of(std::string_view source_id, std::string_view name) {
  const auto is_name = [&](CellNo cell) { return names_.first_raw(window_.name_of(cell)) == name; };
  if (const auto guessed = order_.guess(source_id, is_name)) return guessed;
  const auto source = sources_.find(source_id);
  if (!source) return std::nullopt;
  const CellNo cell = window_.cell_of(*source, names_.intern(name, findings_));
  order_.learn(cell, sources_.at(*source).id);
  return cell;
}

}  // namespace sent::expand
