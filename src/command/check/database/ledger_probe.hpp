// SPDX-License-Identifier: Apache-2.0

// Reads what `check` judges about the ledger. Changes nothing in it. Thread-safe.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "ledger/deployment.hpp"
#include "ledger/privileges.hpp"
#include "model/day.hpp"

namespace sent::command::check::database {

struct LedgerFacts {
  bool is_standby = false;                             // which refuses writes
  std::optional<ledger::Deployment> deployment;        // absent: there is no ledger yet
  std::vector<ledger::LackingPrivileges> lacking;      // to deliver; without a ledger, to create one
  std::optional<ledger::Fingerprint> belongs_to = {};  // absent: to no deployment yet, or it has another version
};

// Failures are those of Session, and Failure(usage) if the role may not even read the ledger.
[[nodiscard]] LedgerFacts read_ledger_facts(const config::Config& config);

// The time of the ledger's database. Failures are those of Session.
[[nodiscard]] Instant read_ledger_clock(const config::Config& config);

}  // namespace sent::command::check::database
