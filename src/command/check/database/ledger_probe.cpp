// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/ledger_probe.hpp"

#include "sql/statements.hpp"

namespace sent::command::check::database {

LedgerFacts read_ledger_facts(const config::Config& config) {
  postgres::Session session(ledger::ledger_url(config), config.database.connect_timeout);
  LedgerFacts facts;
  session.transaction("reading the state of the ledger's database", [&](postgres::Transaction& transaction) {
    facts.is_read_only = transaction.execute(sql::check_ledger_state).at(0).at(0) == "t";
  });
  facts.deployment = ledger::find_deployment(session, ledger::LedgerUse::reading);
  session.transaction("reading privileges on the ledger", [&](postgres::Transaction& transaction) {
    facts.lacking = facts.deployment ? ledger::lacking_privileges(transaction, ledger::LedgerUse::delivering)
                                     : ledger::lacking_to_create(transaction);
  });
  return facts;
}

}  // namespace sent::command::check::database
