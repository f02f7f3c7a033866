// SPDX-License-Identifier: Apache-2.0

// What a backfill does to destinations behind the receiver, told before it sends and with its summary.

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

// Of the days of a backfill that are to be sent: none when `command` is no backfill, or its events go to a file. A
// `run` sends days that are new, and those of job.catch_up_days as if they were. `ledger` may be null.
[[nodiscard]] std::vector<DestinationEffect> effects_of(const cli::Command& command, const config::Config& config,
                                                        const job::Agenda& agenda, ledger::Ledger* ledger, Instant now);

// Nothing when there is none.
void warn_before(log::Log& log, std::span<const DestinationEffect> effects, const config::Config& config);
void warn_after(log::Log& log, std::span<const DestinationEffect> effects);

}  // namespace sent::backfill
