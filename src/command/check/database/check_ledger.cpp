// SPDX-License-Identifier: Apache-2.0

#include "command/check/checklist/attempt.hpp"
#include "command/check/database/check_database.hpp"
#include "command/check/database/database_checks.hpp"
#include "command/check/database/database_probe.hpp"
#include "command/check/database/ledger_checks.hpp"

namespace sent::command::check::database {

checklist::Checks check_ledger(const config::Config& config, const Clock& clock, bool database_reached) {
  checklist::Checks checks;
  const bool own = config.ledger.url.has_value();
  if (!own && !database_reached) {
    checklist::skip(checks, {"ledger", "ledger_privileges"}, "its database was not reached");
    return checks;
  }
  const bool reached = checklist::attempt(checks, "ledger", [&] { return judge_ledger(read_ledger_facts(config)); });
  if (!reached) checklist::skip(checks, {"ledger_privileges"}, "the ledger cannot be used");
  if (own && reached) {
    checklist::attempt(checks, "ledger_clock", [&] {
      const auto asked = clock.wall();
      const Instant there = read_ledger_clock(config);
      return judge_clock("ledger_clock", "ledger.url", {there, asked, clock.wall()}, config.job.settle);
    });
    checklist::attempt(checks, "ledger_tls", [&] {
      const postgres::Access access{*config.ledger.url, config.database.connect_timeout,
                                    postgres::Access::Database::ledger};
      return judge_database_tls("ledger_tls", link_to(access));
    });
  } else if (own) {
    checklist::skip(checks, {"ledger_clock", "ledger_tls"}, "the ledger cannot be used");
  }
  return checks;
}

}  // namespace sent::command::check::database
