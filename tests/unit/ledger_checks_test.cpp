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
  EXPECT_EQ(outcomes(judged({false, true, Deployment{own, {}}, {}})), (std::vector{ok, ok}));
  const auto lacking = judged({false, true, Deployment{own, {}}, {"runs: insert"}});
  EXPECT_EQ(outcomes(lacking), (std::vector{ok, error}));
  EXPECT_NE(lacking[1].message.find("runs: insert"), std::string::npos);
  for (const auto& [facts, part] : std::vector<std::pair<LedgerFacts, std::string>>{
           {{true, true, Deployment{own, {}}, {}}, "takes no writes"},
           {{false, true, std::nullopt, {}}, "sent-source-data migrate"},
           {{false, false, std::nullopt, {}}, "grant create on the database"},
           {{false, true, Deployment{own - 1, {}}, {}}, "sent-source-data migrate"},
           {{false, true, Deployment{own + 1, {}}, {}}, "newer than this program's"}}) {
    const auto checks = judged(facts);
    EXPECT_EQ(outcomes(checks), (std::vector{error, skipped})) << part;
    EXPECT_EQ(exit_code_of(checks), ExitCode::usage);
    EXPECT_NE((checks[0].message + checks[0].hint).find(part), std::string::npos) << checks[0].message << checks[0].hint;
  }
}

}  // namespace
}  // namespace sent
