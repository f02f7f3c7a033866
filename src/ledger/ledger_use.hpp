// SPDX-License-Identifier: Apache-2.0

// What somebody opens the ledger for, which decides the privileges that are needed.

#pragma once

namespace sent::ledger {

enum class LedgerUse {
  reading,     // reports and dry runs
  delivering,  // also replays
};

}  // namespace sent::ledger
