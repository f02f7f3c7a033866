// SPDX-License-Identifier: Apache-2.0

// The ledger's schema: its constraints, and its upgrades.

#include <gtest/gtest.h>

#include "ledger/deployment.hpp"
#include "model/failure.hpp"
#include "sql/statements.hpp"
#include "support/database/ledger_fixture.hpp"

namespace sent::tests {
namespace {

struct LedgerSchema : testing::Test {
  LedgerSchema() : database(TestDatabase::With::contract) {}

  std::string run_migrate() {
    config::Config config;
    config.database.url = database.url();
    config.database.connect_timeout = std::chrono::seconds{10};
    config.ledger.schema = "sent_source_data";
    return ledger::migrate(config, false).at(0);
  }
  // The ledger of an earlier release.
  void make_version(int version) {
    int number = 0;
    database.exec("create schema sent_source_data");
    for (const auto& statement : sql::statements()) {
      if (statement.file.starts_with("ledger/migrations/") && ++number <= version)
        database.exec("set search_path to sent_source_data; " + std::string(statement.text));
    }
    database.exec("update sent_source_data.deployment set version = " + std::to_string(version));
    database.exec(
        "insert into sent_source_data.days values ('2026-03-10');"
        "insert into sent_source_data.chunks (day, chunk, until_source) values ('2026-03-10', 0, 'm');"
        "insert into sent_source_data.chunks (day, chunk, from_source, after_source, after_user, planned, delivered, "
        "rejected, completed_at, fence) values ('2026-03-10', 1, 'm', 'x', 'u', 2, 1, 1, now(), 1)");
  }
  // The name of the constraint that refuses `sql`.
  std::string refused_by(const std::string& sql) {
    try {
      database.exec("begin");
      database.exec(sql);
    } catch (const std::runtime_error& error) {
      database.exec("rollback");
      std::string text = error.what();
      const auto begin = text.find("constraint \"");
      if (begin == std::string::npos) return text;
      return text.substr(begin + 12, text.find('"', begin + 12) - begin - 12);
    }
    database.exec("rollback");
    return "nothing";
  }

  TestDatabase database;
};

TEST_F(LedgerSchema, IsUpgradedFromEveryEarlierVersionWithItsRows) {
  for (int version = 1; version < ledger::ledger_version(); ++version) {
    database.exec("drop schema if exists sent_source_data cascade");
    make_version(version);
    const std::string chunk = version < 2 ? "" : ", chunk", its_number = version < 2 ? "" : ", 1";
    database.exec(
        "insert into sent_source_data.rejected_events (day, source_id, user_id, message_id, payload, status, reason" +
        chunk + ") values ('2026-03-10', 'p', 'u', gen_random_uuid(), '{}', 400, 'bad'" + its_number + ")");
    const auto name_space = database.value("select namespace from sent_source_data.deployment");
    EXPECT_EQ(run_migrate(), "the ledger now has version " + std::to_string(ledger::ledger_version()));
    EXPECT_EQ(database.value("select namespace from sent_source_data.deployment"), name_space);
    EXPECT_EQ(database.value("select chunk from sent_source_data.rejected_events"), "1");
    EXPECT_EQ(run_migrate(), "the ledger already has version " + std::to_string(ledger::ledger_version()));
  }
  EXPECT_GE(ledger::ledger_version(), 3);
}

TEST_F(LedgerSchema, ANewerSchemaIsRefusedByEveryCommand) {
  run_migrate();
  database.exec("update sent_source_data.deployment set version = version + 1");
  config::Config config;
  config.database.url = database.url();
  config.database.connect_timeout = std::chrono::seconds{10};
  config.ledger.schema = "sent_source_data";
  EXPECT_EQ(code_of([&] { run_migrate(); }), ExitCode::usage);
  EXPECT_EQ(code_of([&] {
              (void)ledger::make_postgres_ledger(config, "one", ledger::LedgerUse::delivering, retry::no_patience);
            }),
            ExitCode::usage);
  EXPECT_EQ(database.value("select version from sent_source_data.deployment"),
            std::to_string(ledger::ledger_version() + 1));
}

TEST_F(LedgerSchema, ConstraintsEnforceTheStateMachine) {
  run_migrate();
  database.exec(
      "insert into sent_source_data.days values ('2026-03-10');"
      "insert into sent_source_data.chunks (day, chunk, until_source, fence) values ('2026-03-10', 0, 'm', 1);"
      "insert into sent_source_data.chunks (day, chunk, from_source) values ('2026-03-10', 1, 'm')");
  const auto set = [](const std::string& what) {
    return "update sent_source_data.chunks set " + what + " where chunk = 0";
  };
  const std::vector<std::pair<std::string, std::string>> illegal{
      {set("after_source = 'a'"), "chunk_position_is_whole"},
      {set("after_source = 'z', after_user = 'u'"), "chunk_position_is_in_range"},
      {set("delivered = 1"), "chunk_counts_have_a_position"},
      {set("delivered = -1, after_source = 'a', after_user = 'u'"), "chunk_counts_are_not_negative"},
      {set("completed_at = now()"), "chunk_adds_up_when_complete"},
      {set("completed_at = now(), planned = 3"), "chunk_adds_up_when_complete"},
      {set("planned = 3, delivered = 4, after_source = 'a', after_user = 'u'"), "chunk_is_within_its_plan"},
      {set("completed_at = now(), planned = 0, ahead = '[[\"a\", \"u\", \"b\", \"u\"]]'"),
       "chunk_has_nothing_ahead_when_complete"},
      {set("worker = 'w', leased_at = now(), lease_until = now() - interval '1 second'"),
       "chunk_lease_begins_before_it_ends"},
      {set("worker = 'w'"), "chunk_lease_has_a_worker"},
      {set("completed_at = now(), planned = 0, worker = 'w', lease_until = now()"), "chunk_has_no_lease_when_complete"},
      {set("fence = -1"), "chunk_numbers_are_not_negative"},
      {set("fence = 0, after_source = 'a', after_user = 'u'"), "chunk_was_claimed_before_it_moved"},
      {"update sent_source_data.chunks set from_source = 'z', until_source = 'b' where chunk = 1",
       "chunk_range_is_not_empty"},
      {"insert into sent_source_data.chunks (day, chunk, from_source) values ('2026-03-10', 2, 'm')",
       "chunk_begins_once"},
      {"insert into sent_source_data.chunks (day, chunk) values ('2026-03-10', 1)", "chunks_key"},
      {"insert into sent_source_data.chunks (day, chunk) values ('2026-03-11', 0)", "chunks_day_fkey"},
      {"insert into sent_source_data.rejected_events values ('2026-03-10', 's', 'u', gen_random_uuid(), '{}', 7, 'r', "
       "now(), 0)",
       "rejected_event_has_an_answer"},
      {"insert into sent_source_data.rejected_events values ('2026-03-10', 's', 'u', gen_random_uuid(), '{}', 400, '', "
       "now(), 0)",
       "rejected_event_has_a_reason"},
      {"insert into sent_source_data.rejected_events values ('2026-03-10', 's', 'u', gen_random_uuid(), '{}', 400, "
       "'r', now(), 9)",
       "rejected_event_is_of_a_chunk"},
      {"insert into sent_source_data.runs (command, version, ended_at) values ('run', '1', now())",
       "run_ends_with_a_code"},
      {"insert into sent_source_data.runs (command, version, first_day, last_day) values ('run', '1', '2026-03-02', "
       "'2026-03-01')",
       "run_days_are_a_range"},
      {"insert into sent_source_data.runs (command, version, worker) values ('run', '1', 'w'), ('run', '1', 'w')",
       "run_is_begun_once"},
      {"insert into sent_source_data.runs (command, version, receiver) values ('run', '1', 'r')",
       "run_names_its_deployment_as_a_whole"},
      {"update sent_source_data.days set settings = 'x'", "day_has_all_rules_or_none"},
      {"update sent_source_data.days set generation = -1", "day_generation_is_not_negative"},
      {"insert into sent_source_data.deployment (only_row, version) values (false, 1)", "deployment_has_one_row"},
  };
  for (const auto& [sql, constraint] : illegal) EXPECT_EQ(refused_by(sql), constraint) << sql;
  EXPECT_EQ(refused_by(set("after_source = 'a', after_user = 'u', delivered = 1")), "nothing");
}

}  // namespace
}  // namespace sent::tests
