// SPDX-License-Identifier: Apache-2.0

// Every input row is accounted for: used, out of scope, or dirty, over any number of chunks.

#include <gtest/gtest.h>

#include "model/finding.hpp"
#include "support/program/job.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

struct Rows : testing::Test {
  Rows() {
    database.load_sample(sample_day);
    // The reference tables refuse most dirty rows; views would not.
    database.exec("create schema loose");
    for (const char* table : {"sources", "owners", "owner_members", "source_collaborators", "source_calls",
                              "source_library_calls", "source_destinations", "suppressed_users"}) {
      database.exec(std::string("create table loose.") + table + " as select * from source_data." + table);
    }
    database.exec(R"(
      insert into loose.sources values (null, 'x', null), ('', 'x', null), ('acme-01', 'second', 'w-acme'), ('z', null, '');
      insert into loose.owners values (null, 'user'), ('w-acme', 'user'), ('w-idle', 'workspace');
      insert into loose.owner_members values (null, 'u'), ('w-acme', null), ('w-acme', ''), ('w-idle', 'u'), ('w-gone', 'u');
      insert into loose.source_collaborators values (null, 'u'), ('', 'u'), ('acme-01', ''), ('gone', 'u');
      insert into loose.source_destinations values (null, 'd'), ('acme-01', ''), ('gone', 'd'), ('acme-01', '...');
      insert into loose.suppressed_users values (null), ('');
      insert into loose.source_calls values (null, '2026-03-10', 'track', 1), ('', '2026-03-10', 'track', 1),
        ('gone', '2026-03-10', 'track', 1), ('acme-01', '2026-03-10', 'track', -1), ('acme-01', '2026-03-10', 'page', null),
        ('acme-01', '2026-03-10', 'track', 9223372036854775807), ('acme-01', '2026-04-01', 'track', 1);
      insert into loose.source_library_calls values (null, '2026-03-10', 'node', 1), ('acme-02', '2026-03-10', null, 3))");
  }

  // The fields of the log's record with `message`.
  static Json record(const ProgramResult& result, const std::string& message) {
    for (const auto& line : lines_of(result.err)) {
      Json json = Json::parse(line);
      if (json["message"] == message) return json;
    }
    ADD_FAILURE() << message << " is not in " << result.err;
    return {};
  }
  long count(const std::string& table, const std::string& where = "true") {
    return std::stol(database.value("select count(*) from loose." + table + " where " + where));
  }

  TestDatabase database;
  Receiver receiver;
};

// Only a source to which nobody is connected points to a wrong mapping.
TEST_F(Rows, ASourceWhoseUsersAreAllSuppressedIsNotOneWithoutUsers) {
  database.exec(
      "insert into loose.sources values ('left', 'l', 'w-left'), ('shared', 's', null), ('lonely', 'l', null); "
      "insert into loose.owners values ('w-left', 'workspace'); insert into loose.owner_members values ('w-left', "
      "'zoe'); "
      "insert into loose.source_collaborators values ('shared', 'zoe'); "
      "insert into loose.suppressed_users values ('zoe'); delete from loose.source_calls; "
      "insert into loose.source_calls select id, '2026-03-10', 'track', 1 from unnest('{left,shared,lonely}'::text[]) "
      "id");
  const auto result = run_program({"--log-format", "json", "run", "--date", sample_day, "--dry-run", "--set",
                                   "database.url=" + database.url(), "--set", "database.schema=loose"});
  EXPECT_EQ(result.out, "");
  const Json noted = record(result, std::string(meaning_of(FindingKind::source_without_user).meaning));
  EXPECT_EQ(noted["count"], 1);
  EXPECT_EQ(noted["example"], "source \"lonely\", owner \"\"");
}

TEST_F(Rows, EachRowReadIsUsedOutOfScopeOrDirty) {
  const std::string window = "day between '2026-02-09' and '2026-03-10'";
  for (const std::string bounds : {"", "acme-05", "acme-05,acme-12,b,x"}) {
    database.exec("delete from sent_source_data.days");
    if (!bounds.empty()) {
      database.exec("insert into sent_source_data.days values ('" + sample_day + "')");
      database.exec("insert into sent_source_data.chunks (day, chunk, from_source, until_source) select '" +
                    sample_day +
                    "', row_number() over () - 1, lag(b) over (), nullif(b, '') from unnest(string_to_array('" +
                    bounds + ",', ',')) b");
    }
    const auto result = Job(database).to(receiver).set("database.schema",
                                                       "loose")({"--log-format", "json", "run", "--date", sample_day});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const Json rows = record(result, "rows read");
    EXPECT_EQ(rows["source_calls"], count("source_calls", window)) << bounds;
    EXPECT_EQ(rows["source_library_calls"], count("source_library_calls", window)) << bounds;
    const long all =
        rows["source_calls"].get<long>() + rows["source_library_calls"].get<long>() + rows["others"].get<long>();
    EXPECT_EQ(all, rows["used"].get<long>() + rows["out_of_scope"].get<long>() + rows["dirty"].get<long>()) << bounds;
    long dirty = 0;
    for (const auto& line : lines_of(result.err)) dirty += Json::parse(line).value("dirty_rows", 0);
    EXPECT_EQ(dirty, rows["dirty"]) << "each kind is reported: " << bounds;
    // Each chunk reads the suppressed users and the owners of its sources.
    if (bounds.empty()) {
      EXPECT_EQ(rows["others"], count("sources") + count("owners") + count("owner_members") +
                                    count("source_collaborators") + count("source_destinations") +
                                    count("suppressed_users"));
      EXPECT_EQ(rows["out_of_scope"], 4) << "w-idle and its member, and two people whom nobody has";
      EXPECT_EQ(rows["dirty"], 3 + 2 + 4 + 4 + 3 + 2 + 5 + 1 + 3) << "by relation, and the sample's own";
    }
  }
}

}  // namespace
}  // namespace sent::tests
