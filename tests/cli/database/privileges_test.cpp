// SPDX-License-Identifier: Apache-2.0

// The roles of sql/roles.sql have all the privileges that they need, and no others.

#include <gtest/gtest.h>

#include <array>

#include "support/database/roles.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/program/check_report.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};
constexpr std::array relations{"sources",
                               "owners",
                               "owner_members",
                               "source_collaborators",
                               "source_calls",
                               "source_library_calls",
                               "source_destinations",
                               "usage_complete",
                               "suppressed_users"};

// The server's error; empty if it executes the statement.
std::string refusal(TestSession& session, const std::string& sql) {
  try {
    session.exec(sql);
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

void expect_denied(TestSession& session, const std::string& sql) {
  EXPECT_NE(refusal(session, sql).find("permission denied"), std::string::npos) << sql << ": " << refusal(session, sql);
}

struct Privileges : testing::Test {
  Privileges() { database.load_sample(sample_day); }

  Job job() {
    return Job(database).to(receiver).set("database.url", roles.reader_url()).set("ledger.url", roles.ledger_url());
  }
  // Every command that works with the ledger; the receiver refuses an event at first, which is replayed.
  void expect_a_working_life(const Job& job) {
    const auto due = due_events(job, run_day);
    ASSERT_FALSE(due.empty());
    const std::string refused = nlohmann::json::parse(*due.begin())["messageId"];
    receiver.set_handler([refused](int, const nlohmann::json& body) -> std::optional<ScriptedAnswer> {
      const bool bad = body.dump().find(refused) != std::string::npos;
      return bad ? std::optional(ScriptedAnswer{400, "not this one", {}}) : std::nullopt;
    });
    EXPECT_EQ(job(run_day).exit_code, 3);
    receiver.set_handler({});
    EXPECT_EQ(job({"replay"}).exit_code, 0);
    expect_all_delivered(due, raw_events(receiver), database);
    EXPECT_EQ(job({"status"}).exit_code, 0);
    EXPECT_EQ(job({"backfill", "--from", "2026-03-08", "--to", sample_day, "--resend"}).exit_code, 0);
    const auto report = report_of(job({"check", "--json"}));
    expect_check(report, 0, "excess_privileges", "ok", "none");
    expect_check(report, 0, "ledger_privileges", "ok", "every privilege that a run needs");
  }

  TestDatabase database{TestDatabase::With::contract};
  Roles roles{database};
  Receiver receiver;
};

TEST_F(Privileges, AReaderAndALedgerRoleCanMigrateAndRun) {
  const auto migrated = job()({"migrate"});
  ASSERT_EQ(migrated.exit_code, 0) << migrated.err;
  expect_a_working_life(job());
  EXPECT_EQ(job()({"migrate"}).exit_code, 0) << "and again, when there is nothing to do";
}

TEST_F(Privileges, AWorkerThatCannotAlterTheLedgerCanRun) {
  ASSERT_EQ(job()({"migrate"}).exit_code, 0);
  roles.add_worker();
  expect_a_working_life(job().set("ledger.url", roles.worker_url()));
  TestSession worker(roles.worker_url());
  for (const std::string sql :
       {"drop table sent_source_data.runs", "alter table sent_source_data.runs add column x integer",
        "create table sent_source_data.mine (i integer)", "update sent_source_data.deployment set version = 0"}) {
    EXPECT_NE(refusal(worker, sql), "") << sql;
  }
}

// If the schema exists already, no privilege on the database is needed.
TEST_F(Privileges, ARoleThatMayCreateSchemasCanMigrateWithoutSqlRoles) {
  database.exec("drop schema sent_source_data; grant create on database " + database.name() + " to " + Roles::ledger);
  EXPECT_EQ(job()({"migrate"}).exit_code, 0);
  database.exec("revoke create on database " + database.name() + " from " + Roles::ledger);
  EXPECT_EQ(job()(run_day).exit_code, 0);
  EXPECT_EQ(job()({"migrate"}).exit_code, 0);
}

TEST_F(Privileges, TheReaderCannotWrite) {
  ASSERT_EQ(job()({"migrate"}).exit_code, 0);
  TestSession session(roles.reader_url());
  session.exec("set search_path = source_data");
  for (const std::string relation : relations) {
    EXPECT_EQ(refusal(session, "select from " + relation), "");
    expect_denied(session, "insert into " + relation + " default values");
    expect_denied(session, "delete from " + relation);
    expect_denied(session, "truncate " + relation);
  }
  expect_denied(session, "update sources set slug = 'x'");
  expect_denied(session, "create table source_data.mine (i integer)");
  expect_denied(session, "create table public.mine (i integer)");
  expect_denied(session, "create schema mine");
  expect_denied(session, "select from sent_source_data.chunks");
}

TEST_F(Privileges, TheLedgerRoleCannotReadTheContract) {
  ASSERT_EQ(job()({"migrate"}).exit_code, 0);
  TestSession session(roles.ledger_url());
  for (const std::string relation : relations) {
    expect_denied(session, "select from source_data." + relation);
    expect_denied(session, "delete from source_data." + relation);
  }
  expect_denied(session, "create schema mine");
}

TEST_F(Privileges, TheReaderCannotCreateReferenceTablesAndTheGrantIsNamed) {
  const auto refused = job()({"migrate", "--with-contract"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("hint: grant create on schema source_data to sent_source_data_reader;"), std::string::npos)
      << refused.err;
}

}  // namespace
}  // namespace sent::tests
