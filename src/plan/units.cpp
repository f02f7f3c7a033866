#include "plan/units.hpp"

#include <algorithm>

namespace sent {

namespace {

// Of ids, sums and spans, for a source with some ten users and ten names.
constexpr std::size_t bytes_per_source = 2048;
// Of the log that lets a backfill's windows slide: some five rows a day over a month.
constexpr std::size_t log_bytes_per_source = 2048;

}  // namespace

void add_to_units(std::vector<Unit>& units, const SourceRange& range, UnitDay day) {
  auto unit = std::ranges::find(units, range, &Unit::range);
  if (unit == units.end()) unit = units.insert(units.end(), {range, {}});
  unit->days.push_back(std::move(day));
}

std::size_t sources_per_chunk(std::size_t memory_bytes, std::size_t days) {
  const std::size_t each = bytes_per_source + (days > 1 ? log_bytes_per_source : 0);
  // Half is for batches in flight and for chunks that are richer than most.
  return std::max<std::size_t>(1000, memory_bytes / 2 / each);
}

}  // namespace sent
