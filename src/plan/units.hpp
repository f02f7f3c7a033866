// Groups the chunks of several days that cover the same sources, so that their counters are read once
// for all of them. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "encode/batch.hpp"
#include "model/source_range.hpp"
#include "plan/due_days.hpp"

namespace sent {

// One chunk of one day.
struct UnitDay {
  DayFacts facts;
  int chunk = 0;
  std::optional<Position> after;  // where an earlier worker stopped
};

// The chunks of one range of sources; `days` ascend.
struct Unit {
  SourceRange range;
  std::vector<UnitDay> days;
};

// Puts `day` into the unit of its range, after the days that are there.
void add_to_units(std::vector<Unit>& units, const SourceRange& range, UnitDay day);

// How many sources fit in job.memory when `days` days are sent from one reading.
[[nodiscard]] std::size_t sources_per_chunk(std::size_t memory_bytes, std::size_t days);

}  // namespace sent
