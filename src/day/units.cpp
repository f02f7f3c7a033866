// SPDX-License-Identifier: Apache-2.0

#include "day/units.hpp"

#include <algorithm>

namespace sent::day {

namespace {

// A typical source, with ten users and six names, takes three quarters of this.
constexpr std::size_t bytes_per_source = 1024;
// For the log that a backfill's sliding windows need: about five rows for each day that is read.
constexpr std::size_t log_bytes_per_source_day = 68;
constexpr std::size_t days_before_the_first = 29;

}  // namespace

void add_to_units(std::vector<Unit>& units, const SourceRange& range, UnitDay day) {
  auto unit = std::ranges::find(units, range, &Unit::range);
  if (unit == units.end()) unit = units.insert(units.end(), {range, {}});
  unit->days.push_back(std::move(day));
}

std::array<Unit, 2> split(const Unit& unit, const std::string& at) {
  std::array<Unit, 2> parts{Unit{{unit.range.from, at}, {}}, Unit{{at, unit.range.until}, {}}};
  for (const UnitDay& day : unit.days) {
    for (Unit& part : parts) part.days.push_back({day.facts, day.chunk});
  }
  return parts;
}

std::size_t sources_per_chunk(std::size_t memory_bytes, std::size_t days) {
  const std::size_t log = days > 1 ? (days + days_before_the_first) * log_bytes_per_source_day : 0;
  const std::size_t each = bytes_per_source + log;
  return std::max<std::size_t>(1000, unit_bytes(memory_bytes) / each);
}

}  // namespace sent::day
