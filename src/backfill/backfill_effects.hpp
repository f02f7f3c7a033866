// SPDX-License-Identifier: Apache-2.0

// What a backfill does to destinations behind the receiver, told before it sends and with its summary.

#pragma once

#include <span>
#include <vector>

#include "backfill/destination_effects.hpp"
#include "config/config.hpp"
#include "job/agenda.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"

namespace sent::backfill {

// Of a backfill that sends `days`: none when its events go to a file. A `run` has none: its days are new.
[[nodiscard]] std::vector<DestinationEffect> effects_of(const config::Config& config,
                                                        const std::vector<day::DayFacts>& days, Instant now);
// Of these days a backfill sends what is not complete, or with `resend` all. `ledger` may be null.
[[nodiscard]] std::vector<day::DayFacts> days_to_send(const job::Agenda& agenda, bool resend, ledger::Ledger* ledger);

// Nothing when there is none.
void warn_before(log::Log& log, std::span<const DestinationEffect> effects, const config::Config& config);
void warn_after(log::Log& log, std::span<const DestinationEffect> effects);

}  // namespace sent::backfill
