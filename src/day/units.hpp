// SPDX-License-Identifier: Apache-2.0

// Groups the chunks of several days that cover the same sources, so that each counter is read once for all days. Pure.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "day/day_facts.hpp"
#include "model/settled_part.hpp"
#include "model/source_range.hpp"

namespace sent::day {

// One chunk of one day.
struct UnitDay {
  DayFacts facts;
  int chunk = 0;
  SettledPart settled = {};  // by earlier workers
};

// The chunks of one range of sources, with ascending `days`. A value.
struct Unit {
  SourceRange range;
  std::vector<UnitDay> days;
};

// Appends `day` to the unit of this range; adds the unit if there is none yet.
void add_to_units(std::vector<Unit>& units, const SourceRange& range, UnitDay day);

// Splits a unit in two: the sources before `at`, and those from `at` on. Nothing is settled in either of them: what was
// settled before is sent again.
[[nodiscard]] std::array<Unit, 2> split(const Unit& unit, const std::string& at);

// The part of job.memory for the rows of a unit. The rest is for the program, for batches in flight, and for hash
// tables that are copied while they grow.
[[nodiscard]] constexpr std::size_t unit_bytes(std::size_t memory_bytes) { return memory_bytes / 2; }

// An estimate of how many sources fit in job.memory if `days` days are sent from one reading.
[[nodiscard]] std::size_t sources_per_chunk(std::size_t memory_bytes, std::size_t days);

}  // namespace sent::day
