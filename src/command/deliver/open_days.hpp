// SPDX-License-Identifier: Apache-2.0

// Opens days in the ledger for a run that delivers them. Not thread-safe.

#pragma once

#include <optional>
#include <vector>

#include "day/day_facts.hpp"
#include "job/units_to_send.hpp"
#include "ledger/ledger.hpp"
#include "log/log.hpp"

namespace sent::command::deliver {

// Begins those of `days` that must be delivered, cuts them into chunks, and returns them. Complete days are logged and
// left out. With `resend_of`, days that were complete before that run began are made undelivered instead.
[[nodiscard]] std::vector<day::DayFacts> open_days(const std::vector<day::DayFacts>& days, ledger::Ledger& ledger,
                                                   const job::ChunkBounds& bounds,
                                                   std::optional<ledger::RunNo> resend_of, log::Log& log);

}  // namespace sent::command::deliver
