// SPDX-License-Identifier: Apache-2.0

// Opens days in the ledger for a run that delivers them.

#pragma once

#include <map>
#include <optional>
#include <string>
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

  // The first of `days` that the ledger does not have as complete; for a --resend, as complete for it.
  [[nodiscard]] std::optional<Day> first_incomplete(const std::vector<day::DayFacts>& days);

  // The chunks of a day that is open. If the ledger has lost it, begins the day once more, by the rules that the stream
  // follows, and says so.
  [[nodiscard]] std::vector<ledger::ChunkState> chunks(Day day);

  // Makes the stream follow the rules of the claim's day, which a --resend may have begun again since it was opened.
  // Throws Failure(usage) if this run cannot follow them.
  void follow(const ledger::Claim& claim) { follow(claim.day, claim.rules); }

 private:
  // Logs those that are complete.
  [[nodiscard]] std::vector<day::DayFacts> without_complete(const std::vector<day::DayFacts>& days);
  void begin(const std::vector<day::DayFacts>& days);
  void begin(Day day, const std::vector<std::string>& cuts);
  void follow(Day day, const std::optional<DayRules>& rules);

  ledger::Ledger& ledger_;
  job::EventStream& stream_;
  job::ChunkBounds bounds_;
  DayBeginning beginning_;
  log::Log& log_;
  std::map<Day, DayRules> followed_;  // by the stream
};

}  // namespace sent::command::deliver
