// SPDX-License-Identifier: Apache-2.0

// Reads one unit day by day, and again from a new snapshot when the database fails or cancels the read.

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

  // Reads what the unit's day number `day` needs, and nothing that only a later day needs; days come in order. Valid
  // until the next call. Null if the unit needs more than the rules allow: split it at split_point(). Throws
  // Failure(database_unavailable) when patience ends, and any other failure at once.
  [[nodiscard]] expand::ChunkUsage* advance_to(std::size_t day);
  [[nodiscard]] const std::string& split_point() const { return split_point_.value(); }

  // The findings of everything that was read, including repeated reads. Leaves out a unit that turns out too large
  // before its first day, because its parts are read again.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] RowsRead rows() const;

 private:
  void open(std::size_t first_day);
  [[nodiscard]] bool read(std::size_t day);
  void abandon();
  void drop(std::size_t day);

  const day::Unit& unit_;
  read::UsageSource& source_;
  expand::ExpansionRules rules_;
  retry::Patience patience_;
  StageClock& times_;
  std::size_t opened_at_ = 0;  // the day that usage_ began with
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
