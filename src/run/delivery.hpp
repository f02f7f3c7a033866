// Composes the stages: reads a unit, expands its days, encodes, ships, and records in the ledger what the
// receiver accepted.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "ledger/ledger.hpp"
#include "model/failure.hpp"
#include "plan/units.hpp"
#include "report/run_totals.hpp"
#include "run/day_planner.hpp"
#include "run/event_stream.hpp"
#include "run/feed.hpp"
#include "run/heartbeat.hpp"
#include "run/world.hpp"
#include "ship/shipper.hpp"

namespace sent {

// Where to split what is left of a unit that is too large: from `first_day` on, at the source `at`.
struct SplitPoint {
  std::size_t first_day;
  std::string at;
};

// Delivers units under claims, one after the other. Not thread-safe.
class Deliverer {
 public:
  // `planner` must outlive it.
  Deliverer(World world, Shipper& shipper, DayPlanner& planner, EventRules rules, EventFilter filter);

  // Reads `unit` once and delivers its days in order. `claims` are for them, one each; without claims (a
  // filtered run) nothing is recorded. Returns early when another worker has taken a chunk over, and with where to split it
  // when the unit is too large for job.memory. Throws the Failure that stopped it; what was accepted until then is recorded
  // and the claims are given back.
  [[nodiscard]] std::optional<SplitPoint> deliver(const Unit& unit, std::span<const Claim> claims);

  [[nodiscard]] const RunTotals& totals() const { return totals_; }

 private:
  void deliver_day(ChunkUsage& usage, const UnitDay& day, const Claim* claim);
  void require_balance(const RunTotals& before, const UnitDay& day) const;
  void wind_down(Feed& feed, const Failure& after);
  void record(const Settled& settled, const Claim* claim);
  void log_rejected(const Settled& settled);
  void give_back(std::span<const Claim> claims, const Failure& after);

  World world_;
  Shipper& shipper_;
  DayPlanner& planner_;
  EventRules rules_;
  EventFilter filter_;
  Heartbeat heartbeat_;
  RunTotals totals_;
};

}  // namespace sent
