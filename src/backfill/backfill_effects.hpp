// SPDX-License-Identifier: Apache-2.0

// Warns about a backfill's effects on destinations behind the receiver, before it sends and with its summary.
// Thread-safe.

#pragma once

#include <span>
#include <vector>

#include "backfill/destination_effects.hpp"
#include "config/config.hpp"
#include "job/agenda.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"

namespace sent::backfill {

// The effects of a backfill that sends `days`. Empty if it writes a file.
[[nodiscard]] std::vector<DestinationEffect> effects_of(const config::Config& config,
                                                        const std::vector<day::DayFacts>& days, Instant now);

// The days of the agenda that a backfill will send: the incomplete days or, with `resend`, all days. `ledger` may be
// null.
[[nodiscard]] std::vector<day::DayFacts> days_to_send(const job::Agenda& agenda, bool resend, ledger::Ledger* ledger);

// Both log nothing if there are no effects.
void warn_before(log::Log& log, std::span<const DestinationEffect> effects, const config::Config& config);
void warn_after(log::Log& log, std::span<const DestinationEffect> effects);

}  // namespace sent::backfill
