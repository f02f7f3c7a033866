// SPDX-License-Identifier: Apache-2.0

#include "expand/tally.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>

#include "text/library_version.hpp"

namespace sent::expand {

namespace {

// Why the calls, as the server writes a numeric, are not a whole number of 64 bits.
FindingKind kind_of(std::string_view calls) {
  if (calls.find_first_not_of("-0123456789.") != std::string_view::npos) return FindingKind::nonfinite_calls;
  const auto point = calls.find('.');
  const bool is_whole =
      point == std::string_view::npos || calls.find_first_not_of('0', point + 1) == std::string_view::npos;
  return is_whole ? FindingKind::calls_beyond_64_bits : FindingKind::fractional_calls;
}

}  // namespace

Tally::Tally(read::Counters relation, std::string_view prefix, const Sources& sources, const day::Targets& targets,
             MemoryBudget& budget)
    : share_(budget),
      relation_(relation),
      sources_(sources),
      targets_(targets),
      segments_(day::segments_of(targets.days, targets.windows)),
      current_(targets.days.front()),
      names_(prefix, read::relation_of(relation)),
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
  snapshot.counters_without_day(relation_, [&](const read::DaylessRow& row) {
    ++rows_;
    dirty(FindingKind::empty_day,
          [&] { return fmt::format("source \"{}\", \"{}\"", row.source_id.value_or(""), row.name.value_or("")); });
  });
  note_names();
  names_.rank();
  share_.hold(bytes());
}

void Tally::note_names() {
  constexpr std::size_t most_names = 10;
  std::vector<std::string_view> raw;
  names_.each_raw([&](std::string_view name) { raw.push_back(name); });
  std::ranges::sort(raw);
  if (!raw.empty() && !names_.has_used_a_reserved_name()) {
    findings_.note(FindingKind::no_standard_method, read::relation_of(relation_), [&] {
      return fmt::format("method: {}", fmt::join(std::span(raw).first(std::min(raw.size(), most_names)), ", "));
    });
  }
  if (relation_ != read::Counters::library_calls) return;
  for (const auto name : raw) {
    if (!text::ends_in_version(name)) continue;
    findings_.note(FindingKind::versioned_library, read::relation_of(relation_),
                   [&] { return fmt::format("library: {}", name); });
  }
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
                       row.unusable ? std::string(*row.unusable) : std::to_string(row.calls.value_or(0)),
                       iso(segment.first), iso(segment.last));
  };
  if (row.source_id.value_or("").empty()) return dirty(FindingKind::empty_source_id, where);
  if (row.unusable) return dirty(kind_of(*row.unusable), where);
  const auto cell = cell_of(*row.source_id, row.name.value_or(""));
  if (!cell && sources_.is_source_spelt_otherwise(*row.source_id)) {
    findings_.note(FindingKind::id_spelt_otherwise, read::relation_of(relation_), where);
  }
  if (!cell) return dirty(FindingKind::unknown_source, where);
  const std::int64_t calls = row.calls.value_or(0);
  if (calls < 0) return dirty(FindingKind::negative_calls, where);
  if (!window_.add(*cell, calls)) return dirty(FindingKind::sum_overflow, where);
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
