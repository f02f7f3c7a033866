// SPDX-License-Identifier: Apache-2.0

#include "job/source_check.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "model/failure.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

tracking_plan::TrackingPlan plan_with(const Json& schema) {
  return tracking_plan::TrackingPlan({tracking_plan::parse_rule(
      Json{{"key", "Sent Source Data"}, {"type", "TRACK"}, {"version", 1}, {"jsonSchema", schema}}.dump(), "test")});
}

// The built-in rule with something changed.
tracking_plan::TrackingPlan built_in_with(const Json& patch) {
  Json schema = tracking_plan::load_tracking_plan(std::nullopt).at("Sent Source Data").schema();
  schema.merge_patch(patch);
  return plan_with(schema);
}

Json within_properties(const Json& patch) { return {{"properties", {{"properties", patch}}}}; }

expand::SourceUsage usage() {
  expand::SourceUsage usage;
  usage.source_id = "s1";
  usage.slug = "rein.pk";
  usage.owner_id = "o1";
  usage.owner_kind = "workspace";
  usage.calls_monthly = 5;
  usage.methods = {1, 2, 3, 4, 5, 6};
  usage.libraries = {{"libraryIos", 8}};
  usage.destination_properties = {"destinationMixpanel"};
  usage.recipients = {"ada", "grace"};
  return usage;
}

encode::EventWriter writer(bool with_extras = false) {
  const Day day(2026, 3, 10);
  return {{{}, with_extras, with_extras, std::nullopt, "1.2.3"}, day, std::chrono::sys_days(day.days())};
}

std::optional<std::string> refusal(job::SourceCheck& check, const expand::SourceUsage& usage) {
  encode::EventWriter events = writer();
  events.begin_source(usage);
  return check.refusal(events, usage);
}

TEST(SourceCheck, AcceptsAnEventThatTheRuleAllows) {
  job::SourceCheck check(tracking_plan::load_tracking_plan(std::nullopt));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(refusal(check, usage()), std::nullopt);
}

TEST(SourceCheck, NamesTheFirstViolationAndCountsTheOthers) {
  job::SourceCheck check(built_in_with(within_properties({{"required", {"sourceId", "plan", "date"}}})));
  EXPECT_EQ(refusal(check, usage()),
            "tracking plan: /properties/date: expected string, a date; found nothing; and 1 more");
}

TEST(SourceCheck, ChecksValuesBeyondThoseSeenBefore) {
  job::SourceCheck check(built_in_with(within_properties(
      {{"properties", {{"callsWeekly", {{"maximum", 100}}}, {"sourceSlug", {{"pattern", "^[a-z.]*$"}}}}}})));
  expand::SourceUsage source = usage();
  EXPECT_EQ(refusal(check, source), std::nullopt);
  source.calls_weekly = 101;
  EXPECT_EQ(refusal(check, source),
            "tracking plan: /properties/callsWeekly: expected integer, at least 0, at most 100; found 101");
  source.calls_weekly = 100;
  EXPECT_EQ(refusal(check, source), std::nullopt);
  source.slug = "Rein";
  EXPECT_EQ(refusal(check, source),
            "tracking plan: /properties/sourceSlug: expected string, matching ^[a-z.]*$; found \"Rein\"");
  source.slug = "rein";
  EXPECT_EQ(refusal(check, source), std::nullopt);
}

TEST(SourceCheck, ChecksTheContext) {
  job::SourceCheck check(
      built_in_with({{"properties", {{"context", {{"properties", {{"groupId", {{"maxLength", 4}}}}}}}}}}));
  expand::SourceUsage source = usage();
  EXPECT_EQ(refusal(check, source), std::nullopt);
  source.owner_id = "too-long";
  EXPECT_EQ(refusal(check, source),
            "tracking plan: /context/groupId: expected string, not empty, at most 4 characters; found \"too-long\"");
  source.owner_kind = "user";
  EXPECT_EQ(refusal(check, source), std::nullopt);
}

TEST(SourceCheck, ChecksEachEventInFullIfTheRuleCannotBeSplit) {
  job::SourceCheck check(
      built_in_with(within_properties({{"if", {{"properties", {{"callsWeekly", {{"const", 0}}}}}}},
                                       {"then", {{"properties", {{"callsMonthly", {{"const", 5}}}}}}}})));
  expand::SourceUsage source = usage();
  for (int i = 0; i < 2; ++i) {
    source.calls_monthly = 5;
    EXPECT_EQ(refusal(check, source), std::nullopt);
    source.calls_monthly = 6;
    EXPECT_NE(refusal(check, source), std::nullopt);
  }
}

TEST(SourceCheck, ChecksASingleEvent) {
  job::SourceCheck check(tracking_plan::load_tracking_plan(std::nullopt));
  encode::EventWriter events = writer();
  events.begin_source(usage());
  EXPECT_EQ(check.refusal(events.event_for("ada")), std::nullopt);
  EXPECT_EQ(check.refusal(R"({"properties": 3})"), "tracking plan: /properties: expected object; found 3");
  EXPECT_EQ(check.refusal("{"), "tracking plan: the event is not JSON");
}

TEST(SourceCheck, NeedsARuleForTheEvent) { EXPECT_THROW(job::SourceCheck(tracking_plan::TrackingPlan({})), Failure); }

// Otherwise the answer would depend on the recipient.
TEST(SourceCheck, RejectsARuleAboutPropertiesThatDifferWithinASource) {
  for (const char* const name : {"userId", "messageId", "timestamp"}) {
    EXPECT_THROW(job::SourceCheck(built_in_with({{"properties", {{name, {{"pattern", "^u"}}}}}})), Failure) << name;
  }
  EXPECT_NO_THROW(job::SourceCheck(built_in_with(
      {{"properties", {{"event", {{"const", "Sent Source Data"}}}}}, {"required", {"userId", "properties"}}})));
}

// Random sources against random rules: the answers from memory equal those of the full check.
class AnySource {
 public:
  explicit AnySource(unsigned seed) : random_(seed) {}

  Json rule() {
    const auto bound = [&](Json schema) {
      if (below(3) == 0) schema["maximum"] = 5 + below(5);
      if (below(4) == 0) schema["multipleOf"] = 2;
      if (below(4) == 0) schema["maxLength"] = below(4);
      if (below(6) == 0) schema["enum"] = {1, 2, "b", nullptr};
      if (below(8) == 0) schema["type"] = below(2) == 0 ? Json("integer") : Json({"string", "null"});
      return schema;
    };
    Json properties{{"type", "object"}};
    for (const char* const name :
         {"sourceSlug", "ownerId", "callsMonthly", "methodTrack", "libraryA", "destinations"}) {
      if (below(3) == 0) properties["properties"][name] = bound(Json::object());
    }
    if (below(2) == 0)
      properties["patternProperties"] = {{"^library", bound({{"type", "integer"}})}, {"B$", bound(Json::object())}};
    if (below(3) == 0) properties["additionalProperties"] = bound(Json::object());
    if (below(3) == 0) properties["required"] = {"sourceId", below(2) == 0 ? "libraryA" : "destinationA"};
    if (below(8) == 0) properties["maxProperties"] = 18;
    Json rule{{"properties", {{"properties", properties}}}};
    if (below(4) != 0) rule["type"] = "object";
    if (below(3) == 0)
      rule["properties"]["context"] = {{"type", "object"}, {"properties", {{"groupId", {{"maxLength", 1}}}}}};
    if (below(4) == 0) rule["properties"]["context"] = {{"type", "object"}, {"required", {"groupId"}}};
    if (below(8) == 0) rule["patternProperties"] = {{"^p", {{"type", "object"}, {"required", {"libraryA"}}}}};
    if (below(8) == 0) rule["required"] = {"properties", "userId"};
    return rule;
  }

  expand::SourceUsage source() {
    expand::SourceUsage usage;
    usage.source_id = text();
    usage.slug = text();
    if (below(4) != 0) usage.owner_id = text();
    if (usage.owner_id && below(2) == 0) usage.owner_kind = below(2) == 0 ? "workspace" : "user";
    usage.calls_monthly = below(12);
    usage.calls_weekly = below(3);
    usage.methods = {below(9), 0, below(9), 0, 0, 0};
    if (below(2) == 0) usage.libraries.push_back({"libraryA", 1 + below(9)});
    if (below(2) == 0) usage.libraries.push_back({"libraryB", 1 + below(9)});
    usage.destinations = static_cast<std::size_t>(below(3));
    if (below(2) == 0) usage.destination_properties.emplace_back("destinationA");
    if (below(4) == 0) usage.destination_properties.emplace_back("destinationB");
    usage.recipients = {"ada"};
    return usage;
  }

 private:
  int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(random_); }
  std::string_view text() { return std::array{"a", "b", "cd", "äöü"}[static_cast<std::size_t>(below(4))]; }

  std::mt19937 random_;
};

TEST(SourceCheck, AgreesWithCheckingEveryEventInFull) {
  int accepted = 0;
  int refused = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    AnySource any(seed);
    const Json rule = any.rule();
    job::SourceCheck check(plan_with(rule));
    job::SourceCheck in_full(plan_with(rule));
    for (int i = 0; i < 50; ++i) {
      const expand::SourceUsage source = any.source();
      encode::EventWriter events = writer(seed % 2 == 0);
      events.begin_source(source);
      const auto found = check.refusal(events, source);
      ASSERT_EQ(found, in_full.refusal(events.event_for("ada")))
          << "seed " << seed << ": " << rule << events.event_for("ada");
      ++(found ? refused : accepted);
    }
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace sent::tests
