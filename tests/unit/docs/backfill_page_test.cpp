// SPDX-License-Identifier: Apache-2.0

// docs/backfill.md agrees with the code.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>

#include "backfill/destination_effects.hpp"
#include "config/load.hpp"
#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"

namespace sent::tests {
namespace {

const std::string page_name = "docs/backfill.md";

std::string age_of(const backfill::DestinationRule& rule) {
  if (rule.affects == backfill::AffectedAge::all) return "events ";
  const auto hours = rule.limit.count();
  return fmt::format("events {} than {} ", rule.affects == backfill::AffectedAge::younger ? "younger" : "older",
                     hours > 72 ? fmt::format("{} days", hours / 24) : fmt::format("{} h", hours));
}

std::string row_of(const backfill::DestinationRule& rule) {
  std::string flags;
  for (const auto flag : rule.flags) {
    if (!flag.empty()) flags += fmt::format("{}`{}`", flags.empty() ? "" : ", ", flag);
  }
  const std::string effect =
      rule.affects == backfill::AffectedAge::none ? "" : age_of(rule) + std::string(rule.effect) + " ";
  return fmt::format("| [{}]({}) | {} | {}| {}{}|\n", rule.name, rule.source, flags, effect, rule.remark,
                     rule.remark.empty() ? "" : " ");
}

TEST(BackfillPage, HasExactlyOneRowPerDestination) {
  const std::string page = read_project_file(page_name);
  const auto begin = page.find("<!-- destinations");
  ASSERT_NE(begin, std::string::npos);
  const std::string table = page.substr(begin, page.find("\n\n", begin) + 1 - begin);
  for (const backfill::DestinationRule& rule : backfill::destination_rules)
    EXPECT_NE(table.find(row_of(rule)), std::string::npos) << row_of(rule);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(table, '\n')), backfill::destination_rules.size() + 3);
}

std::vector<std::string> examples(const std::string& page) {
  const std::regex block(R"(```toml\n([^`]*)```)");
  std::vector<std::string> found;
  for (std::sregex_iterator match(page.begin(), page.end(), block), end; match != end; ++match)
    found.push_back((*match)[1]);
  return found;
}

// Each example loads and mentions every destination that a day of any age can affect.
TEST(BackfillPage, ExampleSettingsMentionEveryAffectedDestination) {
  const auto found = examples(read_project_file(page_name));
  ASSERT_EQ(found.size(), 4U);
  const Instant now = Day{2026, 3, 12}.days();
  std::vector<day::DayFacts> days;
  for (const Day day : days_of({{2025, 1, 1}, {2026, 3, 11}}))
    days.push_back({day, day.days() + std::chrono::days{1}, day.days()});
  EXPECT_EQ(backfill::effects_on_destinations(std::nullopt, days, now).size(), 4U);
  for (const std::string& example : found) {
    TemporaryDirectory directory;
    std::ofstream(directory.file("job.toml")) << example;
    const auto config = config::load_config(directory.file("job.toml"), {}, {}, config::Need::no_receiver);
    EXPECT_TRUE(backfill::effects_on_destinations(config.backfill.integrations, days, now).empty()) << example;
  }
}

}  // namespace
}  // namespace sent::tests
