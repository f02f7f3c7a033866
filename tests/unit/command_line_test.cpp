// SPDX-License-Identifier: Apache-2.0

#include "cli/command_line.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "model/failure.hpp"

namespace sent::tests {
namespace {

std::variant<cli::Invocation, cli::Notice> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "sent-source-data");
  return cli::parse_command_line(arguments);
}

cli::Invocation invocation(std::vector<const char*> arguments) {
  return std::get<cli::Invocation>(parse(std::move(arguments)));
}

std::string error_of(std::vector<const char*> arguments) {
  try {
    (void)parse(std::move(arguments));
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    return failure.what();
  }
  return "no error";
}

TEST(CommandLine, ReadsRun) {
  const auto run = std::get<cli::RunCommand>(invocation({"run"}).command);
  EXPECT_FALSE(run.date);
  EXPECT_FALSE(run.delivery.dry_run);
  EXPECT_TRUE(run.delivery.wait);
  EXPECT_EQ(std::get<cli::RunCommand>(invocation({"run", "--date", "2026-03-10"}).command).date, Day(2026, 3, 10));
}

TEST(CommandLine, ReadsBackfillWithEverything) {
  const auto backfill = std::get<cli::BackfillCommand>(
      invocation({"backfill", "--from", "2026-01-01", "--to", "2026-01-31", "--resend", "--dry-run", "--format",
                  "batch", "--limit", "5", "--source", "a", "--source", "b", "--user", "u", "--no-wait"})
          .command);
  EXPECT_EQ(backfill.days, (DayRange{Day(2026, 1, 1), Day(2026, 1, 31)}));
  EXPECT_TRUE(backfill.resend);
  EXPECT_EQ(backfill.delivery.dry_run->format, cli::DryRunFormat::batch);
  EXPECT_EQ(backfill.delivery.dry_run->limit, 5U);
  EXPECT_EQ(backfill.delivery.sources, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(backfill.delivery.users, (std::vector<std::string>{"u"}));
  EXPECT_FALSE(backfill.delivery.wait);
}

TEST(CommandLine, ReadsCheck) {
  const auto plain = std::get<cli::CheckCommand>(invocation({"check"}).command);
  EXPECT_FALSE(plain.send_test_event);
  EXPECT_FALSE(plain.json);
  const auto all = std::get<cli::CheckCommand>(invocation({"check", "--send-test-event", "--json"}).command);
  EXPECT_TRUE(all.send_test_event);
  EXPECT_TRUE(all.json);
}

TEST(CommandLine, TakesGlobalOptionsBeforeAndAfterTheCommand) {
  for (const auto& arguments :
       {std::vector<const char*>{"--config", "f", "--set", "a.b=c=d", "--log-format", "json", "migrate"},
        std::vector<const char*>{"migrate", "--config", "f", "--set", "a.b=c=d", "--log-format", "json"}}) {
    const auto read = invocation(arguments);
    EXPECT_EQ(read.config_path, "f");
    ASSERT_EQ(read.settings.size(), 1U);
    EXPECT_EQ(read.settings[0], (std::pair<std::string, std::string>{"a.b", "c=d"}));
    EXPECT_EQ(read.log_format, log::LogFormat::json);
  }
}

TEST(CommandLine, RefusesWhatItDoesNotUnderstand) {
  EXPECT_NE(error_of({"run", "--date", "2026-02-30"}).find("--date 2026-02-30: wanted is a day that exists"),
            std::string::npos);
  EXPECT_EQ(error_of({"backfill", "--from", "2026-01-02", "--to", "2026-01-01"}),
            "--to 2026-01-01 is before --from 2026-01-02");
  EXPECT_NE(error_of({"run", "--format", "pretty"}).find("go with --dry-run"), std::string::npos);
  EXPECT_NE(error_of({"run", "--dry-run", "--format", "xml"}).find("wanted is one of"), std::string::npos);
  for (const auto& arguments : {std::vector<const char*>{},
                                {"walk"},
                                {"run", "--dat", "2026-01-01"},
                                {"backfill", "--from", "2026-01-01"},
                                {"run", "extra"},
                                {"--set", "x", "run"},
                                {"--log-level", "loud", "run"},
                                {"run", "--dry-run", "--limit", "-1"},
                                {"run", "--dry-run", "--limit", "x"},
                                {"run", "--resend"},
                                {"run", "backfill", "--from", "2026-01-01", "--to", "2026-01-01"}}) {
    EXPECT_NE(error_of(arguments), "no error") << testing::PrintToString(arguments);
  }
}

TEST(CommandLine, TakesNoEmptyTextForNothing) {
  EXPECT_EQ(error_of({"run", "--date", ""}), "--date : wanted is a day that exists, as YYYY-MM-DD");
  EXPECT_NE(error_of({"run", "--dry-run", "--format", ""}), "no error");
  EXPECT_NE(error_of({"run", "--format", ""}).find("go with --dry-run"), std::string::npos);
  EXPECT_EQ(invocation({"run", "--config", ""}).config_path, "");
  EXPECT_EQ(invocation({"run"}).config_path, std::nullopt);
}

TEST(CommandLine, TakesTheConfigurationFromTheEnvironmentToo) {
  ASSERT_EQ(setenv("SENT_SOURCE_DATA_CONFIG", "of-environment", 1), 0);
  EXPECT_EQ(invocation({"run"}).config_path, "of-environment");
  EXPECT_EQ(invocation({"run", "--config", "f"}).config_path, "f");
  unsetenv("SENT_SOURCE_DATA_CONFIG");
}

TEST(CommandLine, NeverShowsAValueAtTheWrongPlace) {
  for (const auto& arguments :
       {std::vector<const char*>{"--set", "sink.write_key:HUSH", "run"}, {"run", "sink.write_key=HUSH"}}) {
    EXPECT_EQ(error_of(arguments).find("HUSH"), std::string::npos) << error_of(arguments);
  }
}

TEST(CommandLine, HelpsEverywhere) {
  const auto help = std::get<cli::Notice>(parse({"--help"})).text;
  for (const auto& [code, meaning] : exit_codes) EXPECT_NE(help.find(meaning), std::string::npos) << meaning;
  EXPECT_NE(std::get<cli::Notice>(parse({"backfill", "--help"})).text.find("--resend"), std::string::npos);
  EXPECT_EQ(std::get<cli::Notice>(parse({"--version"})).text, "sent-source-data " SENT_VERSION "\n");
  EXPECT_EQ(std::get<cli::Notice>(parse({"run", "--version"})).text, "sent-source-data " SENT_VERSION "\n");
}

}  // namespace
}  // namespace sent::tests
