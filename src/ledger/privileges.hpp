// SPDX-License-Identifier: Apache-2.0

// The privileges on the ledger that a role needs and lacks.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "ledger/ledger_use.hpp"
#include "postgres/session.hpp"

namespace sent::ledger {

struct LackingPrivileges {
  std::string object;      // in the form that GRANT accepts
  std::string privileges;  // "insert, update"
  std::string role;
};

[[nodiscard]] std::vector<LackingPrivileges> lacking_privileges(postgres::Transaction& transaction,
                                                                const std::string& schema, LedgerUse use);
// At most one.
[[nodiscard]] std::vector<LackingPrivileges> lacking_to_create(postgres::Transaction& transaction,
                                                               const std::string& schema);

// Both for messages: "role "r" lacks insert on sent_source_data.runs; …", and the statements that grant it. Pure.
// REQUIRES: `lacking` is not empty.
[[nodiscard]] std::string described(std::span<const LackingPrivileges> lacking);
[[nodiscard]] std::string grants(std::span<const LackingPrivileges> lacking);

// Throws Failure(usage) with both unless `lacking` is empty; `purpose` as in Session::transaction.
void require_none(std::string_view purpose, std::span<const LackingPrivileges> lacking);

}  // namespace sent::ledger
