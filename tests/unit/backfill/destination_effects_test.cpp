// SPDX-License-Identifier: Apache-2.0

#include "backfill/destination_effects.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using std::chrono::days;
using std::chrono::hours;

const Day today{2026, 3, 12};
// Noon of the 12th; each event's time is noon of its day.
const Instant now = today.days() + hours{12};

day::DayFacts facts(Day day) { return {day, day.days() + days{1}, day.days() + hours{12}}; }

std::vector<day::DayFacts> range(Day first, Day last) {
  std::vector<day::DayFacts> chosen;
  for (const Day day : days_of({first, last})) chosen.push_back(facts(day));
  return chosen;
}

std::vector<std::string> names(const std::optional<std::string>& integrations,
                               const std::vector<day::DayFacts>& chosen) {
  std::vector<std::string> found;
  for (const auto& effect : backfill::effects_on_destinations(integrations, chosen, now))
    found.emplace_back(effect.rule->name);
  return found;
}

using Names = std::vector<std::string>;
const Names always{"Amplitude"};

TEST(DestinationEffects, DependOnTheAgeOfTheDays) {
  const auto of = [](Day first, Day last) { return names(std::nullopt, range(first, last)); };
  EXPECT_EQ(of(today - days{1}, today - days{1}), (Names{"Customer.io", "Amplitude"}));
  EXPECT_EQ(of(today - days{2}, today - days{2}), (Names{"Customer.io", "Amplitude"}));
  EXPECT_EQ(of(today - days{3}, today - days{3}), always) << "exactly 72 hours is neither younger nor older";
  EXPECT_EQ(of(today - days{4}, today - days{4}), (Names{"Google Analytics 4", "Amplitude"}));
  EXPECT_EQ(of(today - days{90}, today - days{90}), (Names{"Google Analytics 4", "Amplitude"}));
  EXPECT_EQ(of(today - days{91}, today - days{1}),
            (Names{"Customer.io", "Google Analytics 4", "Amplitude", "LinkedIn Conversions"}));
  EXPECT_EQ(names(std::nullopt, {}), Names{});
}

TEST(DestinationEffects, CountTheAffectedDays) {
  const auto effects = backfill::effects_on_destinations(std::nullopt, range(today - days{5}, today - days{1}), now);
  ASSERT_EQ(effects.size(), 3U);
  EXPECT_EQ(backfill::describe(effects[0]),
            "Customer.io: events of 2 days, 2026-03-10 to 2026-03-11, are younger than 72 h and can trigger campaigns");
  EXPECT_EQ(backfill::describe(effects[1]),
            "Google Analytics 4: events of 2 days, 2026-03-07 to 2026-03-08, are older than 72 h and are not accepted");
  EXPECT_EQ(
      backfill::describe(effects[2]),
      "Amplitude: events of 5 days, 2026-03-07 to 2026-03-11, can change the date on which a user counts as new, and "
      "can overwrite user properties");
  const auto one = backfill::effects_on_destinations(std::nullopt, range(today - days{91}, today - days{90}), now);
  EXPECT_EQ(backfill::describe(one.back()),
            "LinkedIn Conversions: events of 2025-12-11 are older than 90 days and are not accepted");
}

TEST(DestinationEffects, AnyValueAndAllFalseExcludeADestination) {
  const auto days_of_all = range(today - days{100}, today - days{1});
  EXPECT_EQ(names(R"({"All":false})", days_of_all), Names{});
  EXPECT_EQ(names(R"({"All":false,"Amplitude":true})", days_of_all), Names{});
  EXPECT_EQ(names(R"({"All":true})", days_of_all).size(), 4U);
  EXPECT_EQ(names(R"({"All":"false"})", days_of_all).size(), 4U) << "only false is false";
  EXPECT_EQ(names(R"({"Mixpanel":true})", days_of_all).size(), 4U);
  EXPECT_EQ(names(R"({"Customer.io":false,"Amplitude":{"session_id":1},"Google Analytics 4 Cloud":true})", days_of_all),
            Names{"LinkedIn Conversions"});
  for (const std::string flag : {"Actions Customerio", "Customer.io (Actions)", "Customer.io"}) {
    EXPECT_EQ(names("{\"" + flag + "\":false}", {facts(today - days{1})}), always) << flag;
  }
  EXPECT_EQ(names(R"({"customer.io":false})", {facts(today - days{1})}).size(), 2U) << "names are case-sensitive";
}

TEST(DestinationEffects, ExclusionNamesEachDestination) {
  const std::vector<day::DayFacts> old_and_young{facts(today - days{4}), facts(today - days{1})};
  const std::string exclusion =
      backfill::exclusion_of(backfill::effects_on_destinations(std::nullopt, old_and_young, now));
  EXPECT_EQ(exclusion, R"({"Customer.io":false,"Google Analytics 4":false,"Amplitude":false})");
  EXPECT_EQ(names(exclusion, old_and_young), Names{});
}

TEST(DestinationRules, EachIsComplete) {
  for (const backfill::DestinationRule& rule : backfill::destination_rules) {
    EXPECT_FALSE(rule.flags.front().empty()) << rule.name;
    EXPECT_TRUE(rule.source.starts_with("https://")) << rule.name;
    const bool has_limit =
        rule.affects == backfill::AffectedAge::younger || rule.affects == backfill::AffectedAge::older;
    EXPECT_EQ(rule.limit.count() > 0, has_limit) << rule.name;
    EXPECT_EQ(rule.effect.empty(), rule.affects == backfill::AffectedAge::none) << rule.name;
    EXPECT_FALSE(rule.effect.empty() && rule.remark.empty()) << rule.name;
  }
}

}  // namespace
}  // namespace sent::tests
