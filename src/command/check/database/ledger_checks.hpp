// SPDX-License-Identifier: Apache-2.0

// Judges the ledger. Pure.

#pragma once

#include <optional>

#include "command/check/checklist/check.hpp"
#include "command/check/database/ledger_probe.hpp"

namespace sent::command::check::database {

// The ledger itself, then privileges on it.
[[nodiscard]] checklist::Checks judge_ledger(const LedgerFacts& facts);

// Whether the ledger belongs to this deployment. Without `recorded`, it belongs to none yet.
[[nodiscard]] checklist::Check judge_deployment(const std::optional<ledger::Fingerprint>& recorded,
                                                const ledger::Fingerprint& own);

}  // namespace sent::command::check::database
