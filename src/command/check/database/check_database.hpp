// SPDX-License-Identifier: Apache-2.0

// The checks of database.url and ledger.url. A failed check does not end them; those that depend on it are skipped.
// Thread-safe.

#pragma once

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"

namespace sent::command::check::database {

// database.url: the server, its clock and calendar, the contract, privileges, how the counters are
// read, and what a sample of the sources shows.
[[nodiscard]] checklist::Checks check_database(const config::Config& config, Clock& clock);

// ledger.url. `database_reached`: whether database.url, its default, could be reached.
[[nodiscard]] checklist::Checks check_ledger(const config::Config& config, const Clock& clock, bool database_reached);

}  // namespace sent::command::check::database
