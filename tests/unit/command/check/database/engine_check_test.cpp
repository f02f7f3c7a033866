// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/engine_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sent::tests {
namespace {

using command::check::checklist::CheckOutcome;
using command::check::database::judge_engine;

constexpr std::string_view postgresql = "PostgreSQL 16.3 on x86_64-pc-linux-gnu";

TEST(EngineCheck, KnowsPostgresql) {
  EXPECT_EQ(judge_engine(postgresql, "").outcome, CheckOutcome::ok);
  EXPECT_EQ(judge_engine(postgresql, "").message, "PostgreSQL itself, as far as it can be told");
}

TEST(EngineCheck, NamesOtherKindsAndWhatIsKnownOfThem) {
  struct Case {
    std::string version, marks, name;
    CheckOutcome outcome;
  };
  const std::string own(postgresql);
  for (const Case& one :
       {Case{own, "citus", "Citus: ", CheckOutcome::warning},
        Case{own, "timescaledb", "TimescaleDB: ", CheckOutcome::ok},
        Case{own, "citus timescaledb", "Citus: ", CheckOutcome::warning},
        Case{own, "aurora", "Amazon Aurora: ", CheckOutcome::ok},
        Case{"PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64", "", "YugabyteDB: ", CheckOutcome::warning},
        Case{"CockroachDB CCL v23.1.1 (x86_64-pc-linux-gnu)", "", "CockroachDB: ", CheckOutcome::error},
        Case{"PostgreSQL 8.0.2 on i686-pc-linux-gnu, Redshift 1.0", "", "Amazon Redshift: ", CheckOutcome::error}}) {
    const auto check = judge_engine(one.version, one.marks);
    EXPECT_TRUE(check.message.starts_with(one.name)) << check.message;
    EXPECT_EQ(check.outcome, one.outcome) << check.message;
    EXPECT_EQ(check.hint.has_value(), one.outcome != CheckOutcome::ok);
  }
}

TEST(EngineCheck, DoesNotTakePartOfANameForAKind) {
  EXPECT_EQ(judge_engine(postgresql, "citus_columnar").message, judge_engine(postgresql, "").message);
}

}  // namespace
}  // namespace sent::tests
