#include "ledger/ledger_probe.hpp"

#include <fmt/format.h>

#include "sql/statements.hpp"

namespace sent {

LedgerFacts read_ledger_facts(const Config& config) {
  Session session(ledger_url(config), config.database.connect_timeout);
  LedgerFacts facts;
  session.transaction("reading the state of the ledger's database", [&](Transaction& transaction) {
    const auto row = transaction.execute(sql::check_ledger_state).at(0);
    facts.is_read_only = row.at(0) == "t";
    facts.may_create_schema = row.at(1) == "t";
  });
  facts.deployment = find_deployment(session);
  if (!facts.deployment || facts.deployment->version != ledger_version()) return facts;
  session.transaction("reading privileges on the ledger", [&](Transaction& transaction) {
    for (const auto& row : transaction.execute(sql::check_ledger_privileges)) {
      facts.lacking.push_back(fmt::format("{}: {}", row.at(0).value(), row.at(1).value()));
    }
  });
  return facts;
}

}  // namespace sent
