// SPDX-License-Identifier: Apache-2.0

// Composes the stages: reads a unit, expands its days, encodes, ships, and records what the receiver accepted.

#pragma once

#include <optional>
#include <span>
#include <string>

#include "command/deliver/day_planner.hpp"
#include "command/deliver/delivery_record.hpp"
#include "day/units.hpp"
#include "job/event_stream.hpp"
#include "job/send/sender.hpp"
#include "job/unit_reader.hpp"
#include "ledger/ledger.hpp"

namespace sent::command::deliver {

// Delivers units, one after the other. Not thread-safe. Everything passed to its constructor must outlive it.
class Deliverer {
 public:
  Deliverer(const job::UnitReaders& readers, job::EventStream& stream, DayPlanner& planner, job::send::Sender& sender,
            DeliveryRecord& record);

  // Reads `unit` once and delivers its days in order. `claims` has one claim for each day; without claims (a narrowed
  // run) nothing is recorded in the ledger. Returns early if another worker has taken over a chunk. If the unit is too
  // large for job.memory, sends nothing, splits the claimed chunks and returns the source at which the unit must be
  // split. Throws the exception that stopped it; what was accepted until then is recorded, and the claims are released.
  [[nodiscard]] std::optional<std::string> deliver(const day::Unit& unit, std::span<ledger::Claim> claims);

 private:
  // Begins at day number `next`, and keeps it at the first day that is not delivered yet.
  std::optional<std::string> deliver_days(job::UnitReader& reader, const day::Unit& unit,
                                          std::span<ledger::Claim> claims, std::size_t& next);
  void deliver_day(expand::ChunkUsage& usage, const day::UnitDay& day, const SourceRange& chunk, ledger::Claim* claim);

  const job::UnitReaders& readers_;
  job::EventStream& stream_;
  DayPlanner& planner_;
  job::send::Sender& sender_;
  DeliveryRecord& record_;
};

}  // namespace sent::command::deliver
