// What a backfill does to destinations behind the receiver, told before it sends and with its summary.

#pragma once

#include <span>
#include <vector>

#include "cli/command_line.hpp"
#include "config/config.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"
#include "plan/destination_effects.hpp"
#include "run/agenda.hpp"

namespace sent {

// Of the days of a backfill that are to be sent: none when `command` is no backfill, or its events go to a file. A
// `run` sends days that are new, and those of job.catch_up_days as if they were. `ledger` may be null.
[[nodiscard]] std::vector<DestinationEffect> effects_of(const Command& command, const Config& config,
                                                        const Agenda& agenda, Ledger* ledger, Instant now);

// Nothing when there is none.
void warn_before(Log& log, std::span<const DestinationEffect> effects, const Config& config);
void warn_after(Log& log, std::span<const DestinationEffect> effects);

}  // namespace sent
