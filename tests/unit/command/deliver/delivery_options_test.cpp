// SPDX-License-Identifier: Apache-2.0

#include "command/deliver/delivery_options.hpp"

#include <gtest/gtest.h>

#include "cli/command_line.hpp"
#include "model/failure.hpp"

namespace sent::tests {
namespace {

using command::deliver::Assignment;

template <typename Options>
Assignment assignment(const std::string& command, void (*declare)(cli::Declaration&, Options&),
                      std::vector<const char*> arguments) {
  Options options;
  const std::vector<cli::CommandDeclaration> commands{
      {command, "", {}, [&](cli::Declaration& declaration) { declare(declaration, options); }}};
  arguments.insert(arguments.begin(), {"sent-source-data", command.c_str()});
  (void)cli::parse_command_line(commands, arguments);
  return assignment_of(options);
}

Assignment run(std::vector<const char*> arguments) {
  return assignment("run", command::deliver::declare_run, std::move(arguments));
}

Assignment backfill(std::vector<const char*> arguments) {
  return assignment("backfill", command::deliver::declare_backfill, std::move(arguments));
}

TEST(DeliveryOptions, RunDeliversEverythingByDefault) {
  const Assignment plain = run({});
  EXPECT_FALSE(plain.days || plain.dry_run || plain.is_backfill || plain.resend);
  EXPECT_TRUE(plain.filter.admits_all());
  EXPECT_TRUE(plain.wait);
}

TEST(DeliveryOptions, RunWithADateDeliversThatDay) {
  EXPECT_EQ(run({"--date", "2026-03-10"}).days, (DayRange{Day(2026, 3, 10), Day(2026, 3, 10)}));
}

TEST(DeliveryOptions, BackfillAcceptsEveryOption) {
  const Assignment all =
      backfill({"--from", "2026-01-01", "--to", "2026-01-31", "--resend", "--dry-run", "--format", "batch", "--limit",
                "5", "--source", "a", "--source", "b", "--user", "u", "--no-wait"});
  EXPECT_EQ(all.days, (DayRange{Day(2026, 1, 1), Day(2026, 1, 31)}));
  EXPECT_TRUE(all.is_backfill);
  EXPECT_TRUE(all.resend);
  EXPECT_EQ(all.dry_run->format, command::deliver::DryRunFormat::batch);
  EXPECT_EQ(all.dry_run->limit, 5U);
  EXPECT_EQ(all.filter.sources, (std::set<std::string, std::less<>>{"a", "b"}));
  EXPECT_EQ(all.filter.users, (std::set<std::string, std::less<>>{"u"}));
  EXPECT_FALSE(all.wait);
}

TEST(DeliveryOptions, DryRunOptionsRequireDryRun) {
  for (const auto& arguments : {std::vector<const char*>{"--format", "pretty"}, {"--limit", "3"}}) {
    EXPECT_THROW((void)run(arguments), Failure);
  }
  EXPECT_EQ(run({"--dry-run"}).dry_run->format, command::deliver::DryRunFormat::ndjson);
}

}  // namespace
}  // namespace sent::tests
