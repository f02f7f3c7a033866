// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/ledger_checks.hpp"

#include <fmt/format.h>

namespace sent::command::check::database {

namespace {

checklist::Check judge_version(const LedgerFacts& facts) {
  if (!facts.deployment && !facts.lacking.empty()) {
    return checklist::failed("ledger", ExitCode::usage,
                             fmt::format("the database has no ledger, and {}", ledger::described(facts.lacking)),
                             fmt::format("run sql/roles.sql, or run: {} Then run `sent-source-data migrate`",
                                         ledger::grants(facts.lacking)));
  }
  try {
    ledger::check_version(facts.deployment);
  } catch (const Failure& failure) {
    return checklist::failed("ledger", failure);
  }
  return checklist::passed("ledger", fmt::format("version {}, as this program requires", facts.deployment->version));
}

checklist::Check judge_ledger_privileges(const LedgerFacts& facts) {
  constexpr std::string_view name = "ledger_privileges";
  if (facts.lacking.empty()) return checklist::passed(name, "every privilege that a run needs");
  return checklist::failed(
      name, ExitCode::usage, ledger::described(facts.lacking),
      fmt::format("use the role that ran `migrate` in ledger.url, or run: {}", ledger::grants(facts.lacking)));
}

}  // namespace

checklist::Checks judge_ledger(const LedgerFacts& facts) {
  if (facts.is_standby) {
    return {checklist::failed("ledger", ExitCode::usage, "its database is a standby, which accepts no writes",
                              "set ledger.url to a primary; database.url may be a standby"),
            checklist::skipped("ledger_privileges", "the ledger cannot be used")};
  }
  checklist::Checks checks{judge_version(facts)};
  checks.push_back(checklist::has_error(checks) ? checklist::skipped("ledger_privileges", "the ledger cannot be used")
                                                : judge_ledger_privileges(facts));
  return checks;
}

checklist::Check judge_deployment(const std::optional<ledger::Fingerprint>& recorded, const ledger::Fingerprint& own) {
  constexpr std::string_view name = "ledger_deployment";
  if (!recorded)
    return checklist::passed(name, "the ledger belongs to no deployment yet; the first run makes it its own");
  try {
    ledger::require_same(*recorded, own);
  } catch (const Failure& failure) {
    return checklist::failed(name, failure);
  }
  return checklist::passed(name, fmt::format("the ledger belongs to this deployment, which sends to {}", own.receiver));
}

}  // namespace sent::command::check::database
