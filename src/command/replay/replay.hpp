// SPDX-License-Identifier: Apache-2.0

// Sends rejected events again, with the bytes they had.

#pragma once

#include <utility>
#include <vector>

#include "config/config.hpp"
#include "job/deadline.hpp"
#include "job/source_check.hpp"
#include "job/stage_clock.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/clock.hpp"
#include "model/run_totals.hpp"
#include "progress/run_progress.hpp"
#include "ship/shipper.hpp"

namespace sent::command::replay {

// The ports and what else a replay needs; all must outlive it.
struct ReplayWorld {
  const config::Config& config;
  ledger::Ledger& ledger;
  Clock& clock;
  log::Log& log;
  job::Deadline deadline;
  job::StageClock& times;
  job::SourceCheck& check;
  progress::RunProgress& progress;
};

// Not thread-safe.
class Replay {
 public:
  Replay(ReplayWorld world, ship::Shipper& shipper) : world_(std::move(world)), shipper_(shipper) {}

  // Those of `days`, in order, but for those that violate the tracking plan. What the receiver accepts leaves the
  // rejected events as soon as it has; the others are kept with their newest answer. Throws the Failure that stopped
  // it; what was accepted until then is recorded.
  void send(const std::vector<Day>& days);

  [[nodiscard]] const RunTotals& totals() const { return totals_; }

 private:
  void send(Day day);
  void send_page(Day day, const std::vector<Rejection>& page);
  void record(Day day, const ship::Settled& settled);

  ReplayWorld world_;
  ship::Shipper& shipper_;
  std::vector<Position> sent_;  // not yet settled, in order
  RunTotals totals_;
};

}  // namespace sent::command::replay
