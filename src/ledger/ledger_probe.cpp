#include "ledger/ledger_probe.hpp"

#include "sql/statements.hpp"

namespace sent {

LedgerFacts read_ledger_facts(const Config& config) {
  Session session(ledger_url(config), config.database.connect_timeout);
  LedgerFacts facts;
  session.transaction("reading the state of the ledger's database", [&](Transaction& transaction) {
    facts.is_read_only = transaction.execute(sql::check_ledger_state).at(0).at(0) == "t";
  });
  facts.deployment = find_deployment(session, LedgerUse::reading);
  session.transaction("reading privileges on the ledger", [&](Transaction& transaction) {
    facts.lacking = facts.deployment ? lacking_privileges(transaction, LedgerUse::delivering)
                                     : lacking_to_create(transaction);
  });
  return facts;
}

}  // namespace sent
