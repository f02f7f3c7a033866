// SPDX-License-Identifier: Apache-2.0

#include "cli/command_description.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "program/registry.hpp"

namespace sent::tests {
namespace {

cli::CommandDescription described() {
  return cli::describe_command_line(program::declarations_of(program::make_commands()));
}

const cli::CommandDescription& command(const cli::CommandDescription& outer, std::string_view name) {
  const auto found = std::ranges::find(outer.commands, name, &cli::CommandDescription::name);
  if (found == outer.commands.end()) throw std::out_of_range(std::string(name));
  return *found;
}

const cli::OptionDescription& option(const cli::CommandDescription& of, const std::string& name) {
  const auto found = std::ranges::find(of.options, name, [](const auto& option) { return option.names.back(); });
  if (found == of.options.end()) throw std::out_of_range(std::string(name));
  return *found;
}

TEST(CommandDescription, HasCommandsAndInnerCommands) {
  const auto program = described();
  EXPECT_EQ(program.name, "sent-source-data");
  EXPECT_EQ(command(program, "run").help, "send one day; default: every missed day, then yesterday");
  EXPECT_EQ(command(command(program, "plan"), "validate").arguments.front().kind, cli::ValueKind::file);
  EXPECT_EQ(command(command(program, "plan"), "show").arguments.front().placeholder, "EVENT");
}

TEST(CommandDescription, NamesTheKindOfEachOptionsValue) {
  const auto program = described();
  EXPECT_EQ(option(program, "--help").names, (std::vector<std::string>{"-h", "--help"}));
  EXPECT_EQ(option(program, "--help").kind, cli::ValueKind::none);
  EXPECT_EQ(option(program, "--config").kind, cli::ValueKind::file);
  EXPECT_EQ(option(program, "--config").environment, "SENT_SOURCE_DATA_CONFIG");
  EXPECT_EQ(option(program, "--set").kind, cli::ValueKind::setting);
  EXPECT_TRUE(option(program, "--set").repeatable);
  EXPECT_EQ(option(program, "--log-format").choices, (std::vector<std::string>{"text", "json"}));
  const auto& backfill = command(program, "backfill");
  EXPECT_EQ(option(backfill, "--dry-run").kind, cli::ValueKind::none);
  EXPECT_EQ(option(backfill, "--limit").placeholder, "N");
  EXPECT_EQ(option(backfill, "--from").placeholder, "DAY");
  EXPECT_TRUE(option(backfill, "--from").required);
  EXPECT_FALSE(option(command(program, "status"), "--from").required);
}

TEST(CommandDescription, NamesTheSettingsOfEachCommand) {
  EXPECT_EQ(command(described(), "migrate").settings, (std::vector<std::string>{"database", "ledger"}));
}

}  // namespace
}  // namespace sent::tests
