// SPDX-License-Identifier: Apache-2.0

// The units of work that are left to send for some days. Not thread-safe.

#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "day/units.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "read/calendar.hpp"

namespace sent::job {

// Returns the source ids at which to cut this many days, sent together, into chunks that fit in job.memory.
using ChunkBounds = std::function<std::vector<std::string>(std::size_t days)>;
// By the sources in the database. Both must outlive the result.
[[nodiscard]] ChunkBounds chunk_bounds(const config::Config& config, read::Calendar& calendar);

// Those of `days`, oldest first, that are complete, for `resend` if there is one; none without a ledger, which may be
// null.
[[nodiscard]] std::set<Day> complete_among(const std::vector<day::DayFacts>& days, ledger::Ledger* ledger,
                                           std::optional<ledger::ResendNo> resend = std::nullopt);

// The chunks that are not complete: as the ledger records them, or as `bounds` would cut them. With `resend`, complete
// days are sent again as a whole; without, they are logged and left out. Writes nothing. `ledger` may be null.
[[nodiscard]] std::vector<day::Unit> units_to_send(const std::vector<day::DayFacts>& days, ledger::Ledger* ledger,
                                                   const ChunkBounds& bounds, bool resend, log::Log& log);

// Logs that a complete day is left out.
void log_already_complete(log::Log& log, Day day);

}  // namespace sent::job
