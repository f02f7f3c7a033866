// SPDX-License-Identifier: Apache-2.0

// The checks of `check` on database.url and ledger.url, made and judged. Each goes on after what is wrong: what cannot
// be told for that reason is skipped.

#pragma once

#include "command/check/checklist/check.hpp"
#include "config/config.hpp"
#include "model/clock.hpp"

namespace sent::command::check::database {

// database.url: the server, its clock and calendar, the contract, privileges, how the counters are read.
[[nodiscard]] checklist::Checks check_database(const config::Config& config, const Clock& clock);

// ledger.url; `database_reached`: whether database.url, which stands in for it, was.
[[nodiscard]] checklist::Checks check_ledger(const config::Config& config, bool database_reached);

}  // namespace sent::command::check::database
