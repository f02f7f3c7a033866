#include "check/ledger_checks.hpp"

#include <fmt/format.h>

namespace sent {

namespace {

Check judge_version(const LedgerFacts& facts) {
  if (!facts.deployment && !facts.lacking.empty()) {
    return failed("ledger", ExitCode::usage, fmt::format("the database has none, and {}", described(facts.lacking)),
                  fmt::format("run sql/roles.sql, or: {} Then run `sent-source-data migrate`", grants(facts.lacking)));
  }
  try {
    check_version(facts.deployment);
  } catch (const Failure& failure) {
    return failed("ledger", failure);
  }
  return passed("ledger", fmt::format("version {}, as this program needs it", facts.deployment->version));
}

Check judge_ledger_privileges(const LedgerFacts& facts) {
  constexpr std::string_view name = "ledger_privileges";
  if (facts.lacking.empty()) return passed(name, "enough");
  return failed(name, ExitCode::usage, described(facts.lacking),
                fmt::format("let ledger.url be of the role that ran `migrate`, or: {}", grants(facts.lacking)));
}

}  // namespace

Checks judge_ledger(const LedgerFacts& facts) {
  if (facts.is_read_only) {
    return {failed("ledger", ExitCode::usage, "its database takes no writes from here, as a standby does not",
                   "set ledger.url to a primary; database.url may stay a standby"),
            skipped("ledger_privileges", "the ledger cannot be used")};
  }
  Checks checks{judge_version(facts)};
  checks.push_back(has_error(checks) ? skipped("ledger_privileges", "the ledger cannot be used") : judge_ledger_privileges(facts));
  return checks;
}

}  // namespace sent
