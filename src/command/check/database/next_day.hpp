// SPDX-License-Identifier: Apache-2.0

// Which day the next run would send first. Thread-safe.

#pragma once

#include "config/config.hpp"
#include "day/day_facts.hpp"

namespace sent::command::check::database {

// `yesterday` if no day is due, or if the ledger or the calendar cannot say: other checks report why. Throws nothing.
[[nodiscard]] day::DayFacts next_day(const config::Config& config, const day::DayFacts& yesterday);

}  // namespace sent::command::check::database
