#include "check/database_checks.hpp"
#include "check/ledger_checks.hpp"
#include "read/database_probe.hpp"
#include "run/attempt.hpp"
#include "run/checks.hpp"

namespace sent {

Checks check_ledger(const Config& config, bool database_reached) {
  Checks checks;
  const bool own = !config.ledger.url.empty();
  if (!own && !database_reached) {
    skip(checks, {"ledger", "ledger_privileges"}, "its database was not reached");
    return checks;
  }
  const bool reached = attempt(checks, "ledger", [&] { return judge_ledger(read_ledger_facts(config)); });
  if (!reached) skip(checks, {"ledger_privileges"}, "the ledger cannot be used");
  if (own && reached) {
    attempt(checks, "ledger_tls",
            [&] { return judge_database_tls("ledger_tls", link_to(config.ledger.url, config.database.connect_timeout)); });
  } else if (own) {
    skip(checks, {"ledger_tls"}, "the ledger cannot be used");
  }
  return checks;
}

}  // namespace sent
