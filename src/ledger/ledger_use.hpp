// SPDX-License-Identifier: Apache-2.0

// What the ledger is opened for, which decides the privileges it needs. A value.

#pragma once

namespace sent::ledger {

enum class LedgerUse {
  reading,     // reports and dry runs
  delivering,  // also replays
};

}  // namespace sent::ledger
