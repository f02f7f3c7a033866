// SPDX-License-Identifier: Apache-2.0

// The worked mappings of sql/examples/: `check` accepts them and names each missing column, and every event is
// delivered.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "read/contract.hpp"
#include "support/database/example.hpp"
#include "support/deliveries/naive_events.hpp"
#include "support/deliveries/outcome.hpp"
#include "support/files/golden.hpp"
#include "support/program/check_report.hpp"

namespace sent::tests {
namespace {

struct OwnSchema {
  std::string name;
  std::string known_source;  // whose sums can be done in the head
  std::string optional;      // relations that it has beside the seven
};
void PrintTo(const OwnSchema& schema, std::ostream* out) { *out << schema.name; }

// Of an example's database: the schemas of the product's own tables.
std::string of_the_product(const std::string& schema) {
  return schema + " !~ '^(pg_|information_schema$|public$|source_data$|sent_source_data$)'";
}

struct Examples : testing::TestWithParam<OwnSchema> {
  // One document on each line, in the order of sending.
  Arguments expected_events(const std::vector<std::string>& days) {
    NaiveRules rules{.schema = "source_data", .timezone = example.timezone()};
    if (database.value("select to_regclass('sent_source_data.deployment') is not null") == "t") {
      rules.name_space = database.value("select namespace from sent_source_data.deployment");
    }
    Arguments events;
    for (const auto& day : days) {
      for (const auto& [key, event] : naive_events(database, rules, day)) events.push_back(event);
    }
    return events;
  }
  // What differs from machine to machine.
  std::string steady(std::string text) {
    text = std::regex_replace(text, std::regex("PostgreSQL [0-9.]+"), "PostgreSQL 15.0");
    text = std::regex_replace(text, std::regex(database.name()), "product");
    text = std::regex_replace(text, std::regex("127.0.0.1:[0-9]+"), "127.0.0.1:5432");
    text = std::regex_replace(text, std::regex("20[0-9]{2}-[0-9]{2}-[0-9]{2}"), "2026-03-10");
    return std::regex_replace(text, std::regex("T0[0-9]:00:00.000Z"), "T00:00:00.000Z");
  }
  [[nodiscard]] bool has(std::string_view relation) const {
    return !read::is_optional(relation) || GetParam().optional.find(relation) != std::string::npos;
  }

  Example example{GetParam().name};
  TestDatabase& database{example.database()};
};

INSTANTIATE_TEST_SUITE_P(Worked, Examples,
                         testing::Values(OwnSchema{"wide_table", "known", "suppressed_users"},
                                         OwnSchema{"event_table", "known", "usage_complete"},
                                         OwnSchema{"own_ids", "bce5fad5-7700-4000-8000-000000000000", ""},
                                         OwnSchema{"saas", "9007199254740993", "suppressed_users usage_complete"}),
                         [](const auto& schema) { return schema.param.name; });

TEST_P(Examples, AreAcceptedByCheck) {
  ASSERT_EQ(example.job()({"migrate"}).exit_code, 0);
  const auto result = example.job()({"check"});
  EXPECT_EQ(result.exit_code, 0) << result.out;
  expect_golden("tests/golden/check-" + GetParam().name + ".txt", steady(result.out));
}

TEST_P(Examples, GiveTheKnownSourceItsNumbers) {
  const auto dry = example.job()({"run", "--date", sample_day, "--dry-run", "--source", GetParam().known_source});
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  expect_golden("tests/golden/" + GetParam().name + ".ndjson", dry.out);
}

TEST_P(Examples, AreDeliveredEventForEvent) {
  Receiver receiver;
  const Job job = example.job().to(receiver);
  ASSERT_EQ(job({"migrate"}).exit_code, 0);
  const auto result = job({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto expected = expected_events({sample_day});
  EXPECT_GT(expected.size(), 200U);
  expect_all_delivered({expected.begin(), expected.end()}, raw_events(receiver), database);
}

TEST_P(Examples, AreBackfilledEventForEvent) {
  const auto dry = example.job()({"backfill", "--from", "2026-03-08", "--to", sample_day, "--dry-run"});
  EXPECT_EQ(dry.exit_code, 0) << dry.err;
  auto events = lines_of(dry.out), expected = expected_events({"2026-03-08", "2026-03-09", sample_day});
  std::ranges::sort(events);
  std::ranges::sort(expected);
  EXPECT_EQ(events, expected);
}

std::string refusal_of(TestSession& session, const std::string& sql) {
  try {
    session.exec(sql);
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

// The views read the tables with the rights of their owner.
TEST_P(Examples, RequireNoGrantOnTheProductsTables) {
  TestSession reader(example.roles().reader_url());
  const auto relations_in = [&](const std::string& schemas) {
    return database.query(
        "select relnamespace::regnamespace || '.' || relname from pg_class where relkind in ('r', 'v', 'm') "
        "and " +
        schemas);
  };
  const auto views = relations_in("relnamespace = 'source_data'::regnamespace");
  EXPECT_GE(views.size(), 7U);
  for (const auto& row : views) EXPECT_EQ(refusal_of(reader, "table " + row[0].value()), "") << row[0].value();
  const auto own = relations_in(of_the_product("relnamespace::regnamespace::text"));
  EXPECT_GE(own.size(), 6U);
  for (const auto& row : own) {
    EXPECT_NE(refusal_of(reader, "table " + row[0].value()).find("permission denied for schema"), std::string::npos)
        << row[0].value();
  }
}

// Each column of each relation in turn.
TEST_P(Examples, EachMissingColumnIsNamed) {
  ASSERT_EQ(example.job()({"migrate"}).exit_code, 0);
  for (const auto& column : read::contract_columns()) {
    if (!has(column.relation)) continue;
    const std::string view = "view source_data." + std::string(column.relation), name(column.name);
    const std::string missing = std::string(column.relation) + "." + name;
    database.exec("alter " + view + " rename column " + name + " to other");
    const auto report = report_of(example.job()({"check", "--json"}));
    expect_check(report, 2, "contract", "error", "column " + missing + " is missing / add it to the view, or run: ");
    const auto run = example.job()({"run", "--date", sample_day});
    EXPECT_EQ(run.exit_code, 2) << run.err;
    EXPECT_NE(run.err.find("column " + missing + " is missing"), std::string::npos) << run.err;
    EXPECT_EQ(run.out, "");
    database.exec("alter " + view + " rename column other to " + name);
  }
}

TEST_P(Examples, EachMissingRelationIsNamed) {
  for (const auto& column : read::contract_columns()) {
    const std::string relation(column.relation);
    if (read::is_optional(relation) || database.value("select to_regclass('source_data.other') is null") != "t")
      continue;
    database.exec("alter view source_data." + relation + " rename to other");
    const auto report = report_of(example.job()({"check", "--json"}));
    expect_check(report, 2, "contract", "error", "relation " + relation + " is missing");
    database.exec("alter view source_data.other rename to " + relation);
  }
}

// With more sources than fit into job.memory. Without the indexes `check` warns, except for wide rows: there most of
// the cost is in the columns, so reading the rows of other sources gives no warning.
TEST_P(Examples, UseAnIndexForRangesOfSources) {
  ASSERT_EQ(example.job()({"migrate"}).exit_code, 0);
  example.fill_with_sources(20'000);
  const Job small = example.job().set("job.memory", "16MiB");
  const auto by_index = report_of(small({"check", "--json"}));
  for (const std::string relation : {"reads_of_source_calls", "reads_of_source_library_calls"}) {
    expect_check(by_index, 0, relation, "ok", "a chunk is read without the other sources' rows");
  }
  const std::string indexes = "select schemaname || '.' || indexname from pg_indexes where " +
                              of_the_product("schemaname") +
                              " and indexname !~ '(_pkey|_public_id_key|_account_id_key|by_day)$'";
  for (const auto& row : database.query(indexes)) {
    database.exec("drop index " + row[0].value());
  }
  const auto without = report_of(small({"check", "--json"}));
  expect_check(without, 0, "reads_of_source_library_calls", "warning", "each of some 3 chunks");
}

}  // namespace
}  // namespace sent::tests
