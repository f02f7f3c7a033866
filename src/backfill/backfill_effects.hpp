// SPDX-License-Identifier: Apache-2.0

// Warns about a backfill's effects on destinations behind the receiver, before it sends and with its summary.

#pragma once

#include <span>
#include <vector>

#include "backfill/destination_effects.hpp"
#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "job/agenda.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"

namespace sent::backfill {

// The effects of the days that a backfill will send. Empty if `command` is not a backfill or writes a file: `run` sends
// new days, and treats the days it catches up on as new. `ledger` may be null.
[[nodiscard]] std::vector<DestinationEffect> effects_of(const cli::Command& command, const config::Config& config,
                                                        const job::Agenda& agenda, ledger::Ledger* ledger, Instant now);

// Both log nothing if there are no effects.
void warn_before(log::Log& log, std::span<const DestinationEffect> effects, const config::Config& config);
void warn_after(log::Log& log, std::span<const DestinationEffect> effects);

}  // namespace sent::backfill
