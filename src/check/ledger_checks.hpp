// Judges the ledger. Pure.

#pragma once

#include "check/check.hpp"
#include "ledger/ledger_probe.hpp"

namespace sent {

// The ledger itself, then privileges on it.
[[nodiscard]] Checks judge_ledger(const LedgerFacts& facts);

}  // namespace sent
