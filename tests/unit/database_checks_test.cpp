#include "check/database_checks.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Instant midnight{std::chrono::sys_days{std::chrono::year{2026} / 3 / 11}};
const DayFacts yesterday{Day(2026, 3, 10), midnight, midnight - hours{12}};

TEST(DatabaseChecks, WarnOfAConnectionThatIsNotEncrypted) {
  DatabaseLink link{"database \"d\" on db.test:5432 as \"r\"", false, std::nullopt};
  EXPECT_EQ(judge_database_tls("database_tls", link).outcome, CheckOutcome::warning);
  EXPECT_EQ(judge_database_tls("database_tls", link).message, "the connection to database \"d\" on db.test:5432 as \"r\" is not encrypted");
  link.on_this_machine = true;
  EXPECT_EQ(judge_database_tls("database_tls", link).outcome, CheckOutcome::ok);
  link = {"", false, "TLSv1.3"};
  EXPECT_EQ(judge_database_tls("ledger_tls", link).outcome, CheckOutcome::ok);
  EXPECT_EQ(judge_database_tls("ledger_tls", link).message, "TLSv1.3");
}

TEST(DatabaseChecks, WarnOfClocksThatDifferByMoreThanAMinute) {
  const auto outcome_at = [](seconds ahead) { return judge_clock({"15", midnight + ahead, false, {}, false}, midnight); };
  EXPECT_EQ(outcome_at(seconds{60}).outcome, CheckOutcome::ok);
  EXPECT_EQ(outcome_at(seconds{-60}).outcome, CheckOutcome::ok);
  EXPECT_EQ(outcome_at(seconds{61}).outcome, CheckOutcome::warning);
  EXPECT_NE(outcome_at(seconds{61}).message.find("is 61 s ahead of this machine's"), std::string::npos);
  EXPECT_NE(outcome_at(seconds{-90}).message.find("is 90 s behind this machine's"), std::string::npos);
}

TEST(DatabaseChecks, WantAStandbyToBePastTheEndOfYesterday) {
  const auto judged = [](std::optional<Instant> through, bool all) {
    return judge_replica({"15", midnight + hours{3}, true, through, all}, yesterday);
  };
  EXPECT_EQ(judge_replica({"15", midnight, false, {}, false}, yesterday).outcome, CheckOutcome::ok);
  EXPECT_EQ(judged(midnight, false).outcome, CheckOutcome::ok);
  EXPECT_EQ(judged(midnight - seconds{1}, false).outcome, CheckOutcome::error);
  EXPECT_EQ(judged(midnight - seconds{1}, false).code, ExitCode::database_unavailable);
  EXPECT_EQ(judged(midnight - seconds{1}, false).message,
            "a standby that has replayed through 2026-03-10T23:59:59.000Z, not past the end of 2026-03-10 at 2026-03-11T00:00:00.000Z");
  EXPECT_EQ(judged(midnight - seconds{1}, true).outcome, CheckOutcome::warning) << "the primary may be idle";
  EXPECT_EQ(judged(std::nullopt, true).outcome, CheckOutcome::warning);
  EXPECT_EQ(judged(std::nullopt, false).outcome, CheckOutcome::error);
}

}  // namespace
}  // namespace sent
