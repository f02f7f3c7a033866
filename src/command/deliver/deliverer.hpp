// SPDX-License-Identifier: Apache-2.0

// Composes the stages: reads a unit, expands its days, encodes, ships, and records in the ledger what the
// receiver accepted.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "command/deliver/day_planner.hpp"
#include "day/units.hpp"
#include "job/event_stream.hpp"
#include "job/feed.hpp"
#include "job/heartbeat.hpp"
#include "job/world.hpp"
#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "model/run_totals.hpp"
#include "ship/shipper.hpp"

namespace sent::command::deliver {

// Where to split what is left of a unit that is too large: from `first_day` on, at the source `at`.
struct SplitPoint {
  std::size_t first_day;
  std::string at;
};

// Delivers units under claims, one after the other. Not thread-safe.
class Deliverer {
 public:
  // `planner` must outlive it.
  Deliverer(job::World world, ship::Shipper& shipper, DayPlanner& planner, encode::EventRules rules,
            job::EventFilter filter);

  // Reads `unit` once and delivers its days in order. `claims` are for them, one each; without claims (a
  // filtered run) nothing is recorded. Returns early when another worker has taken a chunk over, and with where to
  // split it when the unit is too large for job.memory. Throws the Failure that stopped it; what was accepted until
  // then is recorded and the claims are given back.
  [[nodiscard]] std::optional<SplitPoint> deliver(const day::Unit& unit, std::span<const ledger::Claim> claims);

  [[nodiscard]] const RunTotals& totals() const { return totals_; }

 private:
  void deliver_day(expand::ChunkUsage& usage, const day::UnitDay& day, const ledger::Claim* claim);
  void require_balance(const RunTotals& before, const day::UnitDay& day) const;
  void wind_down(job::Feed& feed, const Failure& after);
  void record(const ship::Settled& settled, const ledger::Claim* claim);
  void log_rejected(const ship::Settled& settled);
  void give_back(std::span<const ledger::Claim> claims, const Failure& after);

  job::World world_;
  ship::Shipper& shipper_;
  DayPlanner& planner_;
  encode::EventRules rules_;
  job::EventFilter filter_;
  job::Heartbeat heartbeat_;
  RunTotals totals_;
};

}  // namespace sent::command::deliver
