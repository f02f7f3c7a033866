// SPDX-License-Identifier: Apache-2.0

// A right mapping with one thing changed at a time: each gives the right events, or a refusal or a finding that names
// what was changed. None is silent.

#include <gtest/gtest.h>

#include "model/relation.hpp"
#include "support/database/roles.hpp"
#include "support/deliveries/naive_events.hpp"
#include "support/mappings/mutation.hpp"
#include "support/program/check_report.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

using Outcome = Mutation::Outcome;

const Arguments dry_run{"run", "--date", sample_day, "--dry-run"};

struct Mappings : testing::Test {
  Mappings() {
    database.load_sample(sample_day);
    database.exec(
        "alter schema source_data rename to app; create domain app.a_day as date; create domain app.a_business_day as "
        "app.a_day; create domain app.a_count as bigint; create domain app.an_exact_count as numeric; create domain "
        "app.a_text as text; create domain app.an_instant as timestamptz; create domain app.a_local_time as timestamp;"
        "create collation app.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);"
        "create table app.known (is_known boolean); create function app.is_known() returns boolean language plpgsql as "
        "'begin return exists (select from known); end'");
    map();
    database.exec("create extension if not exists \"uuid-ossp\" schema app; set search_path = source_data, app");
    roles.emplace(database);
    right = job()(dry_run).out;
  }

  [[nodiscard]] Job job() {
    return Job(database)
        .set("database.url", roles->reader_url())
        .set("ledger.url", database.url())
        .set("sink.preset", "file")
        .set("sink.path", "-");
  }

  // The views of a right mapping.
  void map() {
    database.exec("drop schema if exists source_data cascade; create schema source_data");
    for (const Relation relation : relations) {
      const std::string name(name_of(relation));
      database.exec("create view source_data." + name + " as select * from app." + name);
    }
    if (!roles) return;
    database.exec("grant usage on schema source_data to " + Roles::reader +
                  "; grant select on all tables in schema source_data to " + Roles::reader);
  }

  void expect_outcome(const Mutation& mutation) {
    const auto dry = job()(dry_run);
    const bool is_refused = mutation.outcome == Outcome::refused;
    EXPECT_EQ(dry.exit_code, is_refused ? 2 : mutation.outcome == Outcome::not_closed ? 8 : 0) << dry.err;
    for (const auto& part : mutation.says) EXPECT_NE(dry.err.find(part), std::string::npos) << part << "\n" << dry.err;
    if (mutation.outcome == Outcome::same_events) {
      EXPECT_EQ(dry.out == right, true) << dry.err;
    } else if (mutation.outcome == Outcome::found) {
      const std::string finding = "kind=" + mutation.kind + " relation=" + mutation.relation + " ";
      EXPECT_NE(dry.err.find(finding), std::string::npos) << finding << "\n" << dry.err;
    } else {
      EXPECT_EQ(dry.out, "");
    }
    if (!is_refused) return;
    const auto run = job()({"run", "--date", sample_day});
    EXPECT_EQ(run.exit_code, 2) << run.err;
    const auto check = job()({"check"});
    EXPECT_EQ(check.exit_code, 2) << check.out;
    for (const auto& part : mutation.says) {
      EXPECT_NE(run.err.find(part), std::string::npos) << part << "\n" << run.err;
      EXPECT_NE(check.out.find(part), std::string::npos) << part << "\n" << check.out;
    }
  }

  void try_all(const Mutations& mutations) {
    for (const Mutation& mutation : mutations) {
      SCOPED_TRACE(mutation.name);
      database.exec(mutation.sql);
      expect_outcome(mutation);
      map();
    }
  }

  TestDatabase database;
  std::optional<Roles> roles;
  std::string right;  // the events of the right mapping
};

TEST_F(Mappings, OfTheSampleHaveTheRightEvents) {
  std::string naive;
  for (const auto& [key, event] : naive_events(
           database,
           {.schema = "source_data", .name_space = database.value("select namespace from sent_source_data.deployment")},
           sample_day))
    naive += event + "\n";
  EXPECT_EQ(right, naive);
}

TEST_F(Mappings, OfWrongTypesAreRefused) { try_all(wrong_types()); }
TEST_F(Mappings, OfOtherRightTypesChangeNothing) { try_all(right_types()); }
TEST_F(Mappings, OfLessThanTheContractAreRefused) { try_all(missing_parts()); }
TEST_F(Mappings, OfDirtyRowsAreReported) { try_all(dirty_rows()); }
TEST_F(Mappings, OfAnotherMeaningAreReported) { try_all(other_meanings()); }
TEST_F(Mappings, OfIdsInAnotherSpellingAreReported) { try_all(other_spellings()); }
TEST_F(Mappings, ThatHideRowsAreRefused) { try_all(hidden_rows()); }
TEST_F(Mappings, ThatHideRowsAreReadIfThatIsMeant) {
  database.exec(
      "drop view source_data.sources; create table source_data.sources as table app.sources; grant select on "
      "source_data.sources to " +
      Roles::reader +
      "; alter table source_data.sources enable row level security; create policy few on source_data.sources using "
      "(source_id = 'solo-1')");
  const auto dry = job().set("database.row_security", "true")(dry_run);
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  EXPECT_EQ(lines_of(dry.out).size(), 1U);
  EXPECT_EQ(job().set("database.row_security", "true")({"check"}).exit_code, 0);
}

TEST_F(Mappings, OfOtherKindsOfRelationsAreReadOrRefused) { try_all(kinds_of_relations()); }
TEST_F(Mappings, OfSeveralPipelinesCloseADayWhenAllHaveReachedIt) { try_all(open_days()); }

TEST(Mutations, AreMany) {
  std::size_t all = 0;
  for (const auto& some : {wrong_types(), right_types(), missing_parts(), dirty_rows(), other_meanings(),
                           other_spellings(), hidden_rows(), kinds_of_relations(), open_days()}) {
    all += some.size();
  }
  EXPECT_GE(all, 120U);
  RecordProperty("mutations", static_cast<int>(all));
}

}  // namespace
}  // namespace sent::tests
