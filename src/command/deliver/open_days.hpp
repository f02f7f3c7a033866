// SPDX-License-Identifier: Apache-2.0

// Opens days in the ledger for a run that delivers them.

#pragma once

#include <optional>
#include <vector>

#include "day/day_facts.hpp"
#include "job/event_stream.hpp"
#include "job/units_to_send.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "model/day_rules.hpp"

namespace sent::command::deliver {

// How this run begins a day. A value.
struct DayBeginning {
  DayRules rules;
  std::optional<ledger::ResendNo> resend = {};  // each day is begun again for it
};

// Not thread-safe. Everything passed to its constructor must outlive it.
class OpenDays {
 public:
  OpenDays(ledger::Ledger& ledger, job::EventStream& stream, job::ChunkBounds bounds, DayBeginning beginning,
           log::Log& log);

  // Begins those of `days` that must be delivered, cuts them into chunks, and returns them. Complete days are logged
  // and left out; for a --resend, those that it has completed. The stream follows the rules of each day.
  [[nodiscard]] std::vector<day::DayFacts> open(const std::vector<day::DayFacts>& days);

  // The chunks of a day that is open. Begins the day once more, and says so, if the ledger has lost it.
  [[nodiscard]] std::vector<ledger::ChunkState> chunks(Day day);

 private:
  // Logs those that are complete.
  [[nodiscard]] std::vector<day::DayFacts> without_complete(const std::vector<day::DayFacts>& days);
  void begin(const std::vector<day::DayFacts>& days);
  void begin(Day day, const std::vector<std::string>& cuts);

  ledger::Ledger& ledger_;
  job::EventStream& stream_;
  job::ChunkBounds bounds_;
  DayBeginning beginning_;
  log::Log& log_;
};

}  // namespace sent::command::deliver
