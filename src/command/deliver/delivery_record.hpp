// SPDX-License-Identifier: Apache-2.0

// Records what a run has delivered: under claims in the ledger, in the progress display, and in totals.

#pragma once

#include <span>
#include <string>

#include "day/units.hpp"
#include "job/heartbeat.hpp"
#include "job/unit_reader.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/failure.hpp"
#include "model/run_totals.hpp"
#include "progress/run_progress.hpp"
#include "ship/shipper.hpp"

namespace sent::command::deliver {

// Not thread-safe. Everything passed to its constructor must outlive it. `claim` is null in a narrowed run, which
// records nothing in the ledger.
class DeliveryRecord {
 public:
  DeliveryRecord(ledger::Ledger& ledger, job::Heartbeat& heartbeat, progress::RunProgress& progress, log::Log& log);

  // Keeps the leases of `claims` alive while the result exists.
  [[nodiscard]] job::Heartbeat::Watch keep_alive(std::span<const ledger::Claim> claims) { return {heartbeat_, claims}; }

  void begin_reading(const day::UnitDay& day);
  void end_reading(const job::UnitReader& reader);
  void begin_sending(const ledger::Claim* claim);
  void take_on_event() { ++totals_.planned; }
  void settle(const ship::Settled& settled, const ledger::Claim* claim);
  // Throws Failure(unexpected) if the number of events planned since `before` is not the number delivered or rejected
  // since.
  void complete(const day::UnitDay& day, const ledger::Claim* claim, const RunTotals& before);

  // Releases the claims that are left after `failure`, and logs if a chunk was lost to another worker. A claim that
  // cannot be released, for example because the database failed, expires by itself.
  void give_back(std::span<const ledger::Claim> claims, const Failure& failure);
  void give_back(std::span<const ledger::Claim> claims);
  // Splits the chunks at `at` and releases both parts.
  void split(std::span<const ledger::Claim> claims, const std::string& at);

  [[nodiscard]] const RunTotals& totals() const { return totals_; }

 private:
  ledger::Ledger& ledger_;
  job::Heartbeat& heartbeat_;
  progress::RunProgress& progress_;
  log::Log& log_;
  ship::Settled unrecorded_;  // as long as it includes events behind an open batch
  RunTotals totals_;
};

}  // namespace sent::command::deliver
