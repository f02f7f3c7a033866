// SPDX-License-Identifier: Apache-2.0

// The output of a dry run. It leaves no trace.

#include <gtest/gtest.h>

#include "support/program/job.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

struct DryRun : testing::Test {
  DryRun() { database.load_sample(sample_day); }

  ProgramResult print(const Arguments& more) {
    Arguments arguments{"run", "--date", sample_day, "--dry-run"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Job(database)(arguments);
  }

  TestDatabase database{TestDatabase::With::contract};
};

TEST_F(DryRun, PrintsOneEventPerLineAndTheSummaryOnStandardError) {
  const auto result = print({});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto lines = lines_of(result.out);
  EXPECT_EQ(lines.size(), 51U);
  for (const auto& line : lines) EXPECT_EQ(Json::parse(line)["event"], "Sent Source Data");
  EXPECT_NE(result.err.find("events      51\n"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("users       18\n"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("0.1 s at the configured rate"), std::string::npos) << result.err;
}

TEST_F(DryRun, RecordsNothingAndWarnsThatThereIsNoLedgerYet) {
  const auto result = print({});
  EXPECT_NE(result.err.find("there is no ledger yet"), std::string::npos);
  EXPECT_EQ(database.value("select count(*) from pg_namespace where nspname = 'sent_source_data'"), "0");
}

TEST_F(DryRun, HasFourFormats) {
  const auto ndjson = lines_of(print({}).out);
  const auto pretty = print({"--format", "pretty", "--limit", "1"}).out;
  EXPECT_EQ(Json::parse(pretty), Json::parse(ndjson[0]));
  EXPECT_NE(pretty.find("\n  \"event\": \"Sent Source Data\",\n"), std::string::npos);
  const auto batches = lines_of(print({"--format", "batch"}).out);
  ASSERT_EQ(batches.size(), 1U);
  EXPECT_EQ(Json::parse(batches[0])["batch"].size(), 51U);
  const auto summary = print({"--format", "summary"});
  EXPECT_EQ(summary.out.substr(0, 23), "dry run     2026-03-10\n");
  EXPECT_EQ(summary.err.find("events  "), std::string::npos);
}

TEST_F(DryRun, LimitsThePrintedEventsButCountsAll) {
  const auto result = print({"--limit", "3"});
  EXPECT_EQ(lines_of(result.out).size(), 3U);
  EXPECT_NE(result.err.find("events      51\n"), std::string::npos);
  EXPECT_EQ(Json::parse(print({"--format", "batch", "--limit", "2"}).out)["batch"].size(), 2U);
  EXPECT_EQ(print({"--limit", "0"}).out, "");
}

TEST_F(DryRun, PrintsOnlyTheNamedSourcesAndUsers) {
  EXPECT_EQ(lines_of(print({"--source", "bce5fad577"}).out).size(), 12U);
  EXPECT_EQ(lines_of(print({"--source", "bce5fad577", "--user", "reinpk-05"}).out).size(), 1U);
  EXPECT_EQ(print({"--user", "asked-for-silence"}).out, "");
}

TEST_F(DryRun, PrintsEachDayOfARange) {
  const auto result =
      Job(database)({"backfill", "--from", "2026-03-09", "--to", "2026-03-10", "--dry-run", "--source", "bce5fad577"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  // rein.pk has no data on the 9th.
  EXPECT_EQ(lines_of(result.out).size(), 12U);
  EXPECT_NE(result.err.find("dry run     2 days, 2026-03-09 to 2026-03-10\n"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace sent::tests
