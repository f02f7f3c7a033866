// SPDX-License-Identifier: Apache-2.0

// Judges the ledger. Pure.

#pragma once

#include "command/check/checklist/check.hpp"
#include "command/check/database/ledger_probe.hpp"

namespace sent::command::check::database {

// The ledger itself, then privileges on it.
[[nodiscard]] checklist::Checks judge_ledger(const LedgerFacts& facts);

}  // namespace sent::command::check::database
