// SPDX-License-Identifier: Apache-2.0

#include "expand/tally.hpp"

#include <fmt/format.h>

namespace sent::expand {

Tally::Tally(read::Counters relation, std::string_view prefix, const Sources& sources, const day::Targets& targets,
             MemoryBudget& budget)
    : share_(budget),
      relation_(relation),
      sources_(sources),
      targets_(targets),
      segments_(day::segments_of(targets.days, targets.windows)),
      current_(targets.days.front()),
      names_(prefix),
      window_(sources.size()) {}

CounterWindow::Segment Tally::segment_of(DayRange days) const {
  const bool is_target = std::ranges::find(targets_.days, days.first) != targets_.days.end();
  return {days, day::membership(days, targets_.days.front(), targets_.windows), day::changes_membership(days, targets_),
          is_target && targets_.days.size() > 1};
}

void Tally::read(read::UsageSnapshot& snapshot) {
  for (const DayRange days : segments_) {
    window_.begin_segment(segment_of(days));
    snapshot.counters(relation_, days, [&](const read::CounterRow& row) { add(row, days); });
  }
  names_.rank();
  share_.hold(bytes());
}

void Tally::move_to(Day target) {
  for (const DayRange segment : segments_) {
    const day::Membership now = day::membership(segment, target, targets_.windows);
    window_.replay(segment, day::membership(segment, current_, targets_.windows), now);
    if (segment.last < target && !now.monthly) window_.forget(segment);
  }
  share_.hold(bytes());
  current_ = target;
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
