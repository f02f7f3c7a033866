// The roles of sql/contract/reader_role.sql are enough, and no more than that.

#include <gtest/gtest.h>

#include <array>

#include "support/golden.hpp"
#include "support/outcome.hpp"

namespace sent {
namespace {

const Arguments run_day{"run", "--date", sample_day};
const std::string reader = "sent_source_data_reader";
const std::string ledger_role = "sent_source_data_ledger";
constexpr std::array relations{"sources", "owners", "owner_members", "source_collaborators", "source_calls",
                               "source_library_calls", "source_destinations", "usage_complete", "suppressed_users"};

// What the server answers; empty when it obeys.
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

// Roles belong to the whole server, so they are dropped at the end.
struct Privileges : testing::Test {
  Privileges() {
    database.load_sample(sample_day);
    database.exec(read_project_file("sql/contract/reader_role.sql"));
  }
  ~Privileges() override {
    for (const auto& role : {reader, ledger_role}) database.exec("drop owned by " + role + " cascade; drop role " + role);
  }

  std::string url_of(const std::string& role) { return PostgresCluster::shared().url_of(role, database.name()); }
  Job job() { return Job(database).to(receiver).set("database.url", url_of(reader)).set("ledger.url", url_of(ledger_role)); }

  TestDatabase database{TestDatabase::With::contract};
  Receiver receiver;
};

TEST_F(Privileges, OfAReaderAndALedgerRoleAreEnoughToMigrateAndRun) {
  const auto migrated = job()({"migrate"});
  ASSERT_EQ(migrated.exit_code, 0) << migrated.err;
  const auto due = due_events(job(), run_day);
  const auto result = job()(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_all_delivered(due, raw_events(receiver), database);
  EXPECT_EQ(job()({"backfill", "--from", "2026-03-08", "--to", sample_day, "--resend"}).exit_code, 0);
}

TEST_F(Privileges, OfTheReaderAllowNoWriting) {
  ASSERT_EQ(job()({"migrate"}).exit_code, 0);
  TestSession session(url_of(reader));
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

TEST_F(Privileges, OfTheLedgerRoleReachNoneOfTheContract) {
  ASSERT_EQ(job()({"migrate"}).exit_code, 0);
  TestSession session(url_of(ledger_role));
  for (const std::string relation : relations) {
    expect_denied(session, "select from source_data." + relation);
    expect_denied(session, "delete from source_data." + relation);
  }
}

}  // namespace
}  // namespace sent
