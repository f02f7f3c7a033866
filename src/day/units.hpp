// SPDX-License-Identifier: Apache-2.0

// Groups the chunks of several days that cover the same sources, so that their counters are read once
// for all of them. Pure.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "day/due_days.hpp"
#include "model/position.hpp"
#include "model/source_range.hpp"

namespace sent::day {

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

// What is left to read for the days from `first_day` on: nothing before where an earlier worker stopped in all of them.
[[nodiscard]] SourceRange range_left(const Unit& unit, std::size_t first_day);

// What is left of `unit` from `first_day` on, in two units: its sources before `at`, and those from there on.
[[nodiscard]] std::array<Unit, 2> split(const Unit& unit, std::size_t first_day, const std::string& at);

// Of job.memory, what the rows of a unit may take. The rest is for the program, batches in flight, and tables that are
// moved as they grow.
[[nodiscard]] constexpr std::size_t unit_bytes(std::size_t memory_bytes) { return memory_bytes / 2; }

// How many sources, by a guess, fit in job.memory when `days` days are sent from one reading.
[[nodiscard]] std::size_t sources_per_chunk(std::size_t memory_bytes, std::size_t days);

}  // namespace sent::day
