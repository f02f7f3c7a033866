// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/ledger_probe.hpp"

#include "read/calendar.hpp"
#include "sql/statements.hpp"

namespace sent::command::check::database {

LedgerFacts read_ledger_facts(const config::Config& config) {
  auto session = ledger::ledger_session(config, ledger::LedgerUse::reading);
  LedgerFacts facts;
  facts.is_standby =
      session.query("reading the state of the ledger's database", sql::check_ledger_state).at(0).flag("is_standby");
  facts.deployment = ledger::find_deployment(session, config.ledger.schema, ledger::LedgerUse::reading);
  session.transaction("reading privileges on the ledger", [&](postgres::Transaction& transaction) {
    facts.lacking = facts.deployment
                        ? ledger::lacking_privileges(transaction, config.ledger.schema, ledger::LedgerUse::delivering)
                        : ledger::lacking_to_create(transaction, config.ledger.schema);
    const bool is_current = facts.deployment && facts.deployment->version == ledger::ledger_version();
    if (is_current) facts.belongs_to = ledger::find_fingerprint(transaction);
  });
  return facts;
}

Instant read_ledger_clock(const config::Config& config) {
  auto session = ledger::ledger_session(config, ledger::LedgerUse::reading);
  return read::ask_now(session, config.job.timezone).instant;
}

}  // namespace sent::command::check::database
