// Asks the ledger's database what it is like, outside of any delivery. Changes nothing in it.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "ledger/deployment.hpp"

namespace sent {

struct LedgerFacts {
  bool is_read_only = false;  // as a standby is
  bool may_create_schema = false;
  std::optional<Deployment> deployment;  // none: there is no ledger
  std::vector<std::string> lacking;      // privileges, as in "runs: insert, update"; known only of a ledger of this program's version
};

// Failures as those of Session.
[[nodiscard]] LedgerFacts read_ledger_facts(const Config& config);

}  // namespace sent
