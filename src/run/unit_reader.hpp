// Reads one unit, day by day, and once more from a new snapshot when the database fails or cancels the read.

#pragma once

#include <optional>

#include "config/config.hpp"
#include "expand/chunk_usage.hpp"
#include "model/patience.hpp"
#include "plan/units.hpp"
#include "read/usage_source.hpp"
#include "run/stage_clock.hpp"

namespace sent {

// Not thread-safe. `unit`, `source`, `config` and `times` must outlive it.
class UnitReader {
 public:
  UnitReader(const Unit& unit, UsageSource& source, const Config& config, Patience patience, StageClock& times);

  // What the unit's day number `day`, and no later one, needs; days come in order. Valid until the next call. Throws
  // Failure(database_unavailable) when patience is at its end, and any other failure at once.
  [[nodiscard]] ChunkUsage& advance_to(std::size_t day);

  // Of everything that was read, a second reading included.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] RowsRead rows() const;

 private:
  void open(std::size_t first_day);
  void abandon();

  const Unit& unit_;
  UsageSource& source_;
  const Config& config_;
  Patience patience_;
  StageClock& times_;
  std::optional<ChunkUsage> usage_;
  Findings findings_;  // of abandoned readings
  RowsRead rows_;
};

}  // namespace sent
