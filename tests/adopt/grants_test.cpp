// SPDX-License-Identifier: Apache-2.0

// Each grant of sql/roles.sql is revoked in turn: nothing is sent, and the message contains the grant to copy.

#include "support/database/grants.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/database/psql.hpp"
#include "support/database/roles.hpp"
#include "support/program/check_report.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct Grants : testing::Test {
  Grants() {
    database.load_sample(sample_day);
    EXPECT_EQ(job()({"migrate"}).exit_code, 0);
  }
  ~Grants() override { EXPECT_TRUE(receiver.requests().empty()); }

  Job job() {
    return Job(database).to(receiver).set("database.url", roles.reader_url()).set("ledger.url", roles.ledger_url());
  }

  static bool names(std::string text, const Grant& grant) {
    std::erase(text, '"');
    return text.find(grant.text() + ";") != std::string::npos;
  }
  // The message for the ledger's database, whose role is known only from the URL.
  static bool names_connect(const std::string& text, const Grant& grant) {
    const std::string advice = "grant connect on that database to the role of ledger.url";
    return grant.privilege == "connect" && text.find(advice) != std::string::npos;
  }
  static void expect_refusal(const ProgramResult& result, const Grant& grant) {
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_TRUE(names(result.err, grant) || names_connect(result.err, grant)) << grant.text() << "\n" << result.err;
  }
  static void expect_error(const CheckReport& report, const Grant& grant) {
    EXPECT_EQ(report.exit_code, 2) << report.text;
    EXPECT_TRUE(std::ranges::any_of(report.lines,
                                    [&](const auto& line) {
                                      return line.second.outcome == "error" &&
                                             (names(line.second.hint, grant) || names_connect(line.second.hint, grant));
                                    }))
        << grant.text() << "\n"
        << report.text;
  }
  std::vector<std::string> texts_of(const std::string& role) {
    std::vector<std::string> texts;
    for (const Grant& grant : grants_of(database, role)) texts.push_back(grant.privilege + " on " + grant.object);
    return texts;
  }

  TestDatabase database{TestDatabase::With::contract};
  Roles roles{database};
  Receiver receiver;
};

using Texts = std::vector<std::string>;

TEST_F(Grants, AreExactlyTheExpectedOnes) {
  roles.add_worker();
  const std::string connect = "connect on database " + database.name();
  EXPECT_EQ(texts_of(Roles::reader),
            (Texts{connect, "usage on schema source_data", "select on source_data.owner_members",
                   "select on source_data.owners", "select on source_data.source_calls",
                   "select on source_data.source_collaborators", "select on source_data.source_destinations",
                   "select on source_data.source_library_calls", "select on source_data.sources",
                   "select on source_data.suppressed_users", "select on source_data.usage_complete"}));
  EXPECT_EQ(texts_of(Roles::ledger),
            (Texts{connect, "create on schema sent_source_data", "usage on schema sent_source_data"}));
  EXPECT_EQ(texts_of(Roles::worker).size(), 2U + 17U);
}

TEST_F(Grants, WorkForAnyNamesAndAreSafeToRepeat) {
  database.exec(
      "drop schema sent_source_data cascade; alter schema source_data rename to \"My Usage\"; "
      "drop table \"My Usage\".suppressed_users");
  for (int time = 0; time < 2; ++time) {
    run_psql(database.url(), "sql/roles.sql",
             {{"schema", "My Usage"}, {"reader", "My reader"}, {"ledger", "My ledger"}});
  }
  const auto url = [&](const std::string& role) { return PostgresCluster::shared().url_of(role, database.name()); };
  const Job mine = job()
                       .set("database.schema", "My Usage")
                       .set("database.url", url("My%20reader"))
                       .set("ledger.url", url("My%20ledger"));
  const auto migrated = mine({"migrate"});
  const auto dry = mine({"run", "--date", sample_day, "--dry-run"});
  database.exec("drop owned by \"My reader\", \"My ledger\" cascade; drop role \"My reader\", \"My ledger\"");
  EXPECT_EQ(migrated.exit_code, 0) << migrated.err;
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
}

TEST_F(Grants, EachMissingReaderGrantIsNamed) {
  const auto grants = grants_of(database, Roles::reader);
  ASSERT_EQ(grants.size(), 11U);
  for (const Grant& grant : grants) {
    const Revoked revoked(database, grant);
    expect_refusal(job()(run_day), grant);
    expect_refusal(job()({"run", "--date", sample_day, "--dry-run"}), grant);
    expect_error(report_of(job()({"check", "--json"})), grant);
  }
  EXPECT_EQ(report_of(job()({"check", "--json"})).exit_code, 0);
}

TEST_F(Grants, EachMissingLedgerGrantIsNamed) {
  for (const Grant& grant : grants_of(database, Roles::ledger)) {
    const Revoked revoked(database, grant);
    if (grant.privilege == "create") continue;
    for (const Arguments& command : {run_day, Arguments{"replay"}, Arguments{"status"}, Arguments{"migrate"}}) {
      expect_refusal(job()(command), grant);
    }
    expect_error(report_of(job()({"check", "--json"})), grant);
  }
}

TEST_F(Grants, EachMissingLedgerGrantIsNamedBeforeMigration) {
  database.exec("drop schema sent_source_data cascade");
  run_psql(database.url(), "sql/roles.sql");
  for (const Grant& grant : grants_of(database, Roles::ledger)) {
    const Revoked revoked(database, grant);
    expect_refusal(job()({"migrate"}), grant);
    expect_error(report_of(job()({"check", "--json"})), grant);
  }
  EXPECT_EQ(job()({"migrate"}).exit_code, 0);
}

// Even those that a run needs only after its events are sent.
TEST_F(Grants, EachMissingWorkerGrantIsNamed) {
  roles.add_worker();
  const Job work = job().set("ledger.url", roles.worker_url());
  for (const Grant& grant : grants_of(database, Roles::worker)) {
    const Revoked revoked(database, grant);
    expect_refusal(work(run_day), grant);
    expect_refusal(work({"replay"}), grant);
    expect_error(report_of(work({"check", "--json"})), grant);
  }
  EXPECT_EQ(report_of(work({"check", "--json"})).exit_code, 0);
}

TEST_F(Grants, DryRunAndStatusRequireNoWriteGrants) {
  roles.add_worker();
  database.exec("revoke insert, update, delete on all tables in schema sent_source_data from " + Roles::worker);
  const Job work = job().set("ledger.url", roles.worker_url());
  EXPECT_EQ(work({"status"}).exit_code, 0);
  EXPECT_EQ(work({"run", "--date", sample_day, "--dry-run"}).exit_code, 0);
  EXPECT_EQ(work(run_day).exit_code, 2);
}

}  // namespace
}  // namespace sent::tests
