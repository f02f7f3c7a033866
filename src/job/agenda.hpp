// SPDX-License-Identifier: Apache-2.0

// Which days a command deals with, decided once at the start by the database's clock. Not thread-safe.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "day/due_days.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "read/calendar.hpp"

namespace sent::job {

struct Agenda {
  std::vector<day::DayFacts> days;        // oldest first, all closed
  DayRange asked;                         // for the exit code
  read::FoundContract contract;           // what the schema has of it
  std::optional<std::string> not_closed;  // why a due day is not among `days`, for `run` without a date
  // Days since the first one of this deployment that are not complete, and that `run` does not look for any more
  // because they are older than job.catch_up_days; those asked for are left out.
  std::vector<DayRange> forgotten;
};

// The hint of Failure(day_not_closed).
extern const std::string not_closed_hint;

// What decides whether days are closed. `contract`: what the schema has.
[[nodiscard]] day::Closing closing_of(const config::Config& config, read::Calendar& calendar, Instant now,
                                      const read::FoundContract& contract);

// The agenda of the requested days or, if none are requested, of every missed day within job.catch_up_days and then
// yesterday. `now` is the run's only reading of the database's clock. `ledger` may be null. Throws
// Failure(day_not_closed) if a requested day is not closed, or has too few calls (job.min_share) and is not complete;
// the message names the first such day.
[[nodiscard]] Agenda agenda_for(const std::optional<DayRange>& asked, const config::Config& config,
                                read::Calendar& calendar, const read::Calendar::Now& now, ledger::Ledger* ledger);

// Logs each range of forgotten days with the command that sends it.
void warn_of_forgotten_days(log::Log& log, const Agenda& agenda);

}  // namespace sent::job
