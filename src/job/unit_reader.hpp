// SPDX-License-Identifier: Apache-2.0

// Reads one unit, and again from a new snapshot when the database fails or cancels the read.

#pragma once

#include <functional>
#include <optional>
#include <string>

#include "day/units.hpp"
#include "expand/chunk_usage.hpp"
#include "job/stage_clock.hpp"
#include "read/usage_source.hpp"
#include "retry/patience.hpp"

namespace sent::job {

// Not thread-safe. `unit`, `source` and `times` must outlive it.
class UnitReader {
 public:
  UnitReader(const day::Unit& unit, read::UsageSource& source, expand::ExpansionRules rules, retry::Patience patience,
             StageClock& times);

  // Moves on to the unit's day number `day`; days come in order, from 0. Valid until the next call. Day 0 reads what
  // all days need, and ends the snapshot: null if that is more than the rules allow, then split the unit at
  // split_point(). It throws Failure(database_unavailable) when patience ends, and any other failure at once. Later
  // days ask the database for nothing.
  [[nodiscard]] expand::ChunkUsage* advance_to(std::size_t day);
  [[nodiscard]] const std::string& split_point() const { return split_point_.value(); }

  // The findings of everything that was read, including repeated reads. Leaves out a unit that turns out too large,
  // because its parts are read again.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] RowsRead rows() const;

 private:
  void open();
  [[nodiscard]] bool read_at_once();
  void abandon();
  [[nodiscard]] bool read();

  const day::Unit& unit_;
  read::UsageSource& source_;
  expand::ExpansionRules rules_;
  retry::Patience patience_;
  StageClock& times_;
  std::optional<expand::ChunkUsage> usage_;
  std::optional<std::string> split_point_;
  Findings findings_;  // of abandoned readings
  RowsRead rows_;
};

// The findings and rows of a whole unit.
struct Reading {
  Findings findings;
  RowsRead rows;
};

// Makes readers. Not thread-safe. `source` and `times` must outlive it and its readers.
class UnitReaders {
 public:
  UnitReaders(read::UsageSource& source, expand::ExpansionRules rules, retry::Patience patience, StageClock& times);

  // `unit` must outlive the reader.
  [[nodiscard]] UnitReader open(const day::Unit& unit) const;

  // Reads all of `unit`, in parts if it is too large, and hands over each of its days.
  [[nodiscard]] Reading read(const day::Unit& unit,
                             const std::function<void(expand::ChunkUsage&, const day::UnitDay&)>& take) const;

 private:
  read::UsageSource& source_;
  expand::ExpansionRules rules_;
  retry::Patience patience_;
  StageClock& times_;
};

}  // namespace sent::job
