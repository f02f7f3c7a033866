// Composes the stages: reads a unit, expands its days, encodes, ships, and records in the ledger what the
// receiver accepted.

#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "plan/units.hpp"
#include "read/usage_source.hpp"
#include "run/event_stream.hpp"
#include "ship/shipper.hpp"

namespace sent {

// The ports and what else every part of a run needs; all must outlive it.
struct World {
  const Config& config;
  UsageSource& usage;
  Ledger& ledger;
  Clock& clock;
  Log& log;
  std::stop_token stop;
};

struct DeliveryTotals {
  std::uint64_t delivered = 0;
  std::uint64_t rejected = 0;
  RowsRead rows;
  Findings findings;
};

// Delivers units under claims, one after the other. Not thread-safe.
class Deliverer {
 public:
  Deliverer(World world, Shipper& shipper, EventRules rules, EventFilter filter,
            std::optional<Clock::Time> deadline);

  // Reads `unit` once and delivers its days in order. `claims` are for them, one each; without claims (a
  // filtered run) nothing is recorded. Throws the Failure that stopped it; what was accepted until then is
  // recorded and the claims are given back.
  void deliver(const Unit& unit, const std::vector<Claim>& claims);

  // Throws Failure(receiver_unavailable) when job.time_budget is spent, Failure(interrupted) after a stop.
  void check_time() const;

  [[nodiscard]] const DeliveryTotals& totals() const { return totals_; }

 private:
  void deliver_day(ChunkUsage& usage, const UnitDay& day, const Claim* claim);
  void take(const StreamedEvent& event, const Claim* claim);
  void submit(const Claim* claim);
  void drain(const Claim* claim);
  void record(const Claim* claim);
  void record_last_refusals(const Claim* claim);
  void clean_up(const Unit& unit, const std::vector<Claim>& claims, std::size_t next);
  void renew_later_claims();
  void refuse(const StreamedEvent& event);
  [[nodiscard]] std::vector<Rejection> refused_through(const Position& position);

  World world_;
  Shipper& shipper_;
  EventRules rules_;
  EventFilter filter_;
  std::optional<Clock::Time> deadline_;
  BatchLimits limits_;
  Batch batch_;
  std::string day_text_;  // of the day under way
  std::vector<Rejection> refused_;  // before they were sent, in order, not yet recorded
  Clock::Time recorded_at_;
  Clock::Time renewed_at_;
  std::vector<Claim> later_;  // claims of the unit whose days are still to come
  DeliveryTotals totals_;
};

}  // namespace sent
