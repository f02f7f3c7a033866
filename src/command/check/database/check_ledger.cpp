// SPDX-License-Identifier: Apache-2.0

#include "command/check/checklist/attempt.hpp"
#include "command/check/database/check_database.hpp"
#include "command/check/database/database_checks.hpp"
#include "command/check/database/database_probe.hpp"
#include "command/check/database/ledger_checks.hpp"
#include "job/start/fingerprint.hpp"

namespace sent::command::check::database {

namespace {

constexpr std::string_view unusable = "the ledger cannot be used";

// Returns whether the ledger could be read.
bool check_use(checklist::Checks& checks, const config::Config& config, bool database_reached) {
  LedgerFacts facts;
  const bool reached = checklist::attempt(checks, "ledger", [&] {
    facts = read_ledger_facts(config);
    return judge_ledger(facts);
  });
  if (!reached) checklist::skip(checks, {"ledger_privileges"}, unusable);
  if (checklist::has_error(checks)) {
    checklist::skip(checks, {"ledger_deployment"}, unusable);
  } else if (!database_reached) {
    checklist::skip(checks, {"ledger_deployment"}, "the database was not reached");
  } else {
    checklist::attempt(checks, "ledger_deployment",
                       [&] { return judge_deployment(facts.belongs_to, job::start::ask_fingerprint(config)); });
  }
  return reached;
}

}  // namespace

checklist::Checks check_ledger(const config::Config& config, const Clock& clock, bool database_reached) {
  checklist::Checks checks;
  const bool own = config.ledger.url.has_value();
  if (!own && !database_reached) {
    checklist::skip(checks, {"ledger", "ledger_privileges", "ledger_deployment"}, "its database was not reached");
    return checks;
  }
  const bool reached = check_use(checks, config, database_reached);
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
    checklist::skip(checks, {"ledger_clock", "ledger_tls"}, unusable);
  }
  return checks;
}

}  // namespace sent::command::check::database
