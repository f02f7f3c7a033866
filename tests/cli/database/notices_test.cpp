// SPDX-License-Identifier: Apache-2.0

// What the database says beside its rows, such as a view's function by RAISE, is in the log.

#include <gtest/gtest.h>

#include "support/program/job.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

std::size_t lines_with(const std::string& text, const std::string& part) {
  const auto lines = lines_of(text);
  return static_cast<std::size_t>(
      std::ranges::count_if(lines, [&](const std::string& line) { return line.find(part) != std::string::npos; }));
}

struct Notices : testing::Test {
  Notices() { database.load_sample(sample_day); }
  // Every slug is read by a function that says `raise` for its row.
  void say(const std::string& raise) {
    database.exec("create function " + schema + ".told(slug text) returns text language plpgsql as $$ begin " + raise +
                  "; return slug; end $$");
    database.exec("alter table " + schema + ".sources rename to all_sources");
    database.exec("create view " + schema + ".sources as select source_id, " + schema +
                  ".told(slug) as slug, owner_id from " + schema + ".all_sources");
  }

  TestDatabase database;
  Receiver receiver;
  Job job = Job(database).to(receiver);
  const std::string schema = "source_data";
};

TEST_F(Notices, AreLoggedOnceInARunAndADryRun) {
  say("raise warning 'the old names are in use'; raise notice 'all is well'");
  for (const Arguments& command : {Arguments{"run", "--date", sample_day, "--dry-run"}, run_day}) {
    const auto result = job(command);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(lines_with(result.err, "warn  the database warns notice=\"the old names are in use\""), 1U) << result.err;
    EXPECT_EQ(lines_with(result.err, "info  the database says notice=\"all is well\""), 1U) << result.err;
  }
}

TEST_F(Notices, OfEachRowDoNotFloodTheLog) {
  database.exec("insert into source_data.sources select 'more-' || i, 's', null from generate_series(1, 500) i");
  say("raise notice 'row %', random()");
  const auto result = job(run_day);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(lines_with(result.err, "the database says notice="), 20U);
  EXPECT_EQ(lines_with(result.err, "the database says more, which is not shown"), 1U);
}

TEST_F(Notices, DoNotDependOnTheRolesSettings) {
  say("raise notice 'all is well'; raise debug 'not this'");
  for (const std::string level : {"error", "debug5"}) {
    database.exec("alter database " + database.name() + " set client_min_messages to " + level);
    const auto result = job({"run", "--date", sample_day, "--dry-run"});
    EXPECT_EQ(lines_with(result.err, "notice=\"all is well\""), 1U) << level << result.err;
    EXPECT_EQ(lines_with(result.err, "not this"), 0U) << level << result.err;
  }
}

}  // namespace
}  // namespace sent::tests
