// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/database_checks.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Instant midnight{std::chrono::sys_days{std::chrono::year{2026} / 3 / 11}};
const day::DayFacts yesterday{Day(2026, 3, 10), midnight, midnight - hours{12}};

TEST(DatabaseChecks, WarnAboutAnUnencryptedConnection) {
  postgres::DatabaseLink link{"database \"d\" on db.test:5432 as \"r\"", false, std::nullopt};
  EXPECT_EQ(command::check::database::judge_database_tls("database_tls", link).outcome,
            command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(command::check::database::judge_database_tls("database_tls", link).message,
            "the connection to database \"d\" on db.test:5432 as \"r\" is not encrypted");
  link.on_this_machine = true;
  EXPECT_EQ(command::check::database::judge_database_tls("database_tls", link).outcome,
            command::check::checklist::CheckOutcome::ok);
  link = {"", false, "TLSv1.3"};
  EXPECT_EQ(command::check::database::judge_database_tls("ledger_tls", link).outcome,
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(command::check::database::judge_database_tls("ledger_tls", link).message, "TLSv1.3");
}

TEST(DatabaseChecks, WarnIfClocksDifferByMoreThanAMinute) {
  const auto outcome_at = [](seconds ahead) {
    return command::check::database::judge_clock("clock", "database.url", {midnight + ahead, midnight, midnight},
                                                 hours{2});
  };
  EXPECT_EQ(outcome_at(seconds{60}).outcome, command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(outcome_at(seconds{-60}).outcome, command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(outcome_at(seconds{61}).outcome, command::check::checklist::CheckOutcome::warning);
  EXPECT_NE(outcome_at(seconds{61}).message.find("is 61 s ahead of this machine's"), std::string::npos);
  EXPECT_NE(outcome_at(seconds{-90}).message.find("is 90 s behind this machine's"), std::string::npos);
}

TEST(DatabaseChecks, RefuseAClockThatIsOffByMoreThanTheSettleTime) {
  const auto check = command::check::database::judge_clock("ledger_clock", "ledger.url",
                                                           {midnight + hours{3}, midnight, midnight}, hours{2});
  EXPECT_EQ(check.name, "ledger_clock");
  EXPECT_EQ(check.code, ExitCode::usage);
  EXPECT_NE(check.message.find("the clock of ledger.url"), std::string::npos) << check.message;
}

TEST(DatabaseChecks, RequireTheConnectionsThatARunNeeds) {
  using command::check::checklist::CheckOutcome;
  using command::check::database::judge_connections;
  const auto judged = [](std::optional<std::int64_t> of_role, std::int64_t in_use) {
    return judge_connections({{{"the role", of_role, in_use}, {"the server", 97, 10}}}, 5);
  };
  EXPECT_EQ(judged(std::nullopt, 0).message, "a run needs 5 at a time, and as many are free");
  EXPECT_EQ(judged(5, 0).outcome, CheckOutcome::ok);
  EXPECT_EQ(judged(5, 1).outcome, CheckOutcome::warning);
  EXPECT_EQ(judged(5, 1).message, "a run needs 5 at a time, and the role may have 5, of which 1 are in use now");
  EXPECT_EQ(judged(4, 0).outcome, CheckOutcome::error);
  EXPECT_EQ(judged(4, 0).code, ExitCode::database_unavailable);
  EXPECT_EQ(judged(4, 0).message, "a run needs 5 at a time, and the role may have 4");
}

TEST(DatabaseChecks, RequireAStandbyToBePastTheEndOfYesterday) {
  const auto judged = [](std::optional<Instant> through, bool all) {
    return command::check::database::judge_replica({"15", midnight + hours{3}, true, through, all}, yesterday);
  };
  EXPECT_EQ(command::check::database::judge_replica({"15", midnight, false, {}, false}, yesterday).outcome,
            command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(judged(midnight, false).outcome, command::check::checklist::CheckOutcome::ok);
  EXPECT_EQ(judged(midnight - seconds{1}, false).outcome, command::check::checklist::CheckOutcome::error);
  EXPECT_EQ(judged(midnight - seconds{1}, false).code, ExitCode::database_unavailable);
  EXPECT_EQ(judged(midnight - seconds{1}, false).message,
            "a standby that has replayed through 2026-03-10T23:59:59.000Z, not past the end of 2026-03-10 at "
            "2026-03-11T00:00:00.000Z");
  EXPECT_EQ(judged(midnight - seconds{1}, true).outcome, command::check::checklist::CheckOutcome::warning)
      << "the primary may be idle";
  EXPECT_EQ(judged(std::nullopt, true).outcome, command::check::checklist::CheckOutcome::warning);
  EXPECT_EQ(judged(std::nullopt, false).outcome, command::check::checklist::CheckOutcome::error);
}

}  // namespace
}  // namespace sent::tests
