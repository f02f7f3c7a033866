// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/ledger_checks.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

std::vector<command::check::checklist::CheckOutcome> outcomes(const command::check::checklist::Checks& checks) {
  std::vector<command::check::checklist::CheckOutcome> list;
  for (const auto& check : checks) list.push_back(check.outcome);
  return list;
}

TEST(LedgerChecks, CoverEachStateOfTheLedger) {
  using enum command::check::checklist::CheckOutcome;
  const auto judged = [](const command::check::database::LedgerFacts& facts) {
    return command::check::database::judge_ledger(facts);
  };
  const int own = ledger::ledger_version();
  const std::vector<ledger::LackingPrivileges> insert{{"sent_source_data.runs", "insert", "r"}};
  const std::vector<ledger::LackingPrivileges> create{{"database d", "create", "r"}};
  EXPECT_EQ(outcomes(judged({false, ledger::Deployment{own, {}}, {}})), (std::vector{ok, ok}));
  const auto lacking = judged({false, ledger::Deployment{own, {}}, insert});
  EXPECT_EQ(outcomes(lacking), (std::vector{ok, error}));
  EXPECT_EQ(lacking[1].message, "role \"r\" lacks insert on sent_source_data.runs");
  EXPECT_NE(lacking[1].hint->find("grant insert on sent_source_data.runs to \"r\";"), std::string::npos);
  for (const auto& [facts, part] : std::vector<std::pair<command::check::database::LedgerFacts, std::string>>{
           {{true, ledger::Deployment{own, {}}, {}}, "accepts no writes"},
           {{false, std::nullopt, {}}, "sent-source-data migrate"},
           {{false, std::nullopt, create}, "grant create on database d to \"r\";"},
           {{false, ledger::Deployment{own - 1, {}}, {}}, "sent-source-data migrate"},
           {{false, ledger::Deployment{own + 1, {}}, {}}, "newer than this program's"}}) {
    const auto checks = judged(facts);
    EXPECT_EQ(outcomes(checks), (std::vector{error, skipped})) << part;
    EXPECT_EQ(command::check::checklist::exit_code_of(checks), ExitCode::usage);
    EXPECT_NE((checks[0].message + checks[0].hint.value_or("")).find(part), std::string::npos)
        << checks[0].message << checks[0].hint.value_or("");
  }
}

}  // namespace
}  // namespace sent::tests
