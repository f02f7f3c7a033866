// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/read_cost_check.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

struct ReadCase {
  command::check::database::ReadCosts costs;
  command::check::checklist::CheckOutcome outcome;
  std::string part;
};

TEST(ReadCosts, AreJudgedByTheShareThatADayOrAChunkReads) {
  constexpr std::size_t chunk = 1000;
  const std::vector<ReadCase> cases{
      {{"c", {1e6, 0, false}, {1e4, 0, false}, {10, 0, false}, 10},
       command::check::checklist::CheckOutcome::ok,
       "cannot be judged"},
      {{"c", {9'999, 100}, {1, 100}, {1, 100}, 10}, command::check::checklist::CheckOutcome::ok, "few rows"},
      {{"c", {1e6, 1000}, {1e4, 1010}, {10, 1010}, 10},
       command::check::checklist::CheckOutcome::warning,
       "costs 100 % of reading every day"},
      {{"c", {1e6, 1000}, {1e4, 510}, {10, 510}, 10},
       command::check::checklist::CheckOutcome::warning,
       "costs 51 % of reading every day"},
      {{"c", {1e6, 1000}, {1e4, 500}, {10, 500}, 10},
       command::check::checklist::CheckOutcome::ok,
       "without the other days'"},
      {{"c", {1e6, 1000}, {1e5, 1010}, {10, 1010}, 10},
       command::check::checklist::CheckOutcome::ok,
       "without the other days'"},
      {{"c", {1e6, 1000}, {1e4, 30}, {10, 30}, 1000},
       command::check::checklist::CheckOutcome::ok,
       "without the other days'"},
      {{"c", {1e6, 1000}, {1e4, 30}, {10, 30}, 2001},
       command::check::checklist::CheckOutcome::warning,
       "each of some 3 chunks"},
      {{"c", {1e6, 1000}, {1e4, 30}, {10, 15}, 2001},
       command::check::checklist::CheckOutcome::ok,
       "without the other sources'"},
      {{"c", {1e6, 1000}, {1e4, 1000}, {10, 8}, 2001},
       command::check::checklist::CheckOutcome::ok,
       "without the other sources'"},
      {{"c", {1e6, 1000}, {9e3, 30}, {10, 30}, 2001},
       command::check::checklist::CheckOutcome::ok,
       "without the other days'"},
  };
  for (const auto& [costs, outcome, part] : cases) {
    const command::check::checklist::Check check = command::check::database::judge_read_costs(costs, chunk);
    EXPECT_EQ(check.outcome, outcome) << check.message;
    EXPECT_NE(check.message.find(part), std::string::npos) << check.message;
    EXPECT_EQ(check.name, "reads_of_c");
    EXPECT_EQ(!check.hint, outcome == command::check::checklist::CheckOutcome::ok);
  }
}

}  // namespace
}  // namespace sent::tests
