#include "check/ledger_checks.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

std::vector<CheckOutcome> outcomes(const Checks& checks) {
  std::vector<CheckOutcome> list;
  for (const auto& check : checks) list.push_back(check.outcome);
  return list;
}

TEST(LedgerChecks, OfEachStateOfTheLedger) {
  using enum CheckOutcome;
  const auto judged = [](const LedgerFacts& facts) { return judge_ledger(facts); };
  const int own = ledger_version();
  const std::vector<LackingPrivileges> insert{{"sent_source_data.runs", "insert", "r"}};
  const std::vector<LackingPrivileges> create{{"database d", "create", "r"}};
  EXPECT_EQ(outcomes(judged({false, Deployment{own, {}}, {}})), (std::vector{ok, ok}));
  const auto lacking = judged({false, Deployment{own, {}}, insert});
  EXPECT_EQ(outcomes(lacking), (std::vector{ok, error}));
  EXPECT_EQ(lacking[1].message, "role \"r\" lacks insert on sent_source_data.runs");
  EXPECT_NE(lacking[1].hint.find("grant insert on sent_source_data.runs to \"r\";"), std::string::npos);
  for (const auto& [facts, part] : std::vector<std::pair<LedgerFacts, std::string>>{
           {{true, Deployment{own, {}}, {}}, "takes no writes"},
           {{false, std::nullopt, {}}, "sent-source-data migrate"},
           {{false, std::nullopt, create}, "grant create on database d to \"r\";"},
           {{false, Deployment{own - 1, {}}, {}}, "sent-source-data migrate"},
           {{false, Deployment{own + 1, {}}, {}}, "newer than this program's"}}) {
    const auto checks = judged(facts);
    EXPECT_EQ(outcomes(checks), (std::vector{error, skipped})) << part;
    EXPECT_EQ(exit_code_of(checks), ExitCode::usage);
    EXPECT_NE((checks[0].message + checks[0].hint).find(part), std::string::npos) << checks[0].message << checks[0].hint;
  }
}

}  // namespace
}  // namespace sent
