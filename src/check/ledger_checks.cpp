#include "check/ledger_checks.hpp"

#include <fmt/format.h>

namespace sent {

namespace {

Check judge_version(const LedgerFacts& facts) {
  if (!facts.deployment && !facts.may_create_schema) {
    return failed("ledger", ExitCode::usage, "the database has none, and the role of ledger.url may not create one",
                  "grant create on the database to that role (sql/contract/reader_role.sql), then run `sent-source-data migrate`");
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
  return failed(name, ExitCode::usage,
                fmt::format("the role of ledger.url lacks, in schema sent_source_data, {}", fmt::join(facts.lacking, "; ")),
                "let ledger.url be of the role that ran `migrate`, or grant it these");
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
