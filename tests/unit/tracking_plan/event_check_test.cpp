// SPDX-License-Identifier: Apache-2.0

#include "tracking_plan/event_check.hpp"

#include <gtest/gtest.h>

#include "support/files/golden.hpp"
#include "tracking_plan/event_stream_report.hpp"
#include "tracking_plan/schema/nesting.hpp"

namespace sent::tests {
namespace {

const tracking_plan::TrackingPlan& plan() {
  static const tracking_plan::TrackingPlan built_in = tracking_plan::load_tracking_plan(std::nullopt);
  return built_in;
}

struct Expected {
  tracking_plan::EventKind kind;
  std::string event;
  std::vector<std::string> violations;
};

void expect(const std::string& text, const Expected& expected) {
  const tracking_plan::CheckedEvent checked = tracking_plan::EventCheck(plan()).check(text);
  EXPECT_EQ(checked.kind, expected.kind) << text;
  EXPECT_EQ(checked.event, expected.event) << text;
  std::vector<std::string> texts;
  for (const tracking_plan::schema::Violation& violation : checked.violations)
    texts.push_back(tracking_plan::schema::describe(violation));
  EXPECT_EQ(texts, expected.violations) << text;
}

TEST(EventCheck, KnowsTheEventsOfThePlan) {
  expect(R"({"event": "Signed Up", "properties": {"userLogin": "a", "type": "organic"}})",
         {tracking_plan::EventKind::planned, "Signed Up", {}});
  expect(R"({"type": "track", "event": "Signed Up", "properties": {"userLogin": "", "type": "organic"}})",
         {tracking_plan::EventKind::planned,
          "Signed Up",
          {"/properties/userLogin: expected string, not empty; found \"\""}});
  expect(R"({"type": "track", "event": "Signed Up"})",
         {tracking_plan::EventKind::planned, "Signed Up", {"/properties: expected object; found nothing"}});
}

TEST(EventCheck, LegacyNameIsAViolationAndTheRestIsChecked) {
  expect(R"({"type": "track", "event": "Signup", "properties": {"userLogin": "a", "type": "paid"}})",
         {tracking_plan::EventKind::legacy,
          "Signup",
          {"/event: expected \"Signed Up\"; found its legacy name \"Signup\"",
           "/properties/type: expected one of \"organic\", \"invite\"; found \"paid\""}});
}

TEST(EventCheck, UnplannedEventIsAViolation) {
  expect(R"({"event": "Signed up"})",
         {tracking_plan::EventKind::unplanned,
          "Signed up",
          {"/event: expected an event of the plan, perhaps \"Signed Up\"; found \"Signed up\""}});
  expect(R"({"event": "Source Data Sent"})", {tracking_plan::EventKind::unplanned,
                                              "Source Data Sent",
                                              {"/event: expected an event of the plan; found \"Source Data Sent\""}});
  const std::string long_name(100'000, 'x');
  expect(R"({"event": ")" + long_name + "\"}",
         {tracking_plan::EventKind::unplanned,
          long_name,
          {"/event: expected an event of the plan; found \"" + std::string(76, 'x') + "…\""}});
}

TEST(EventCheck, OtherCallsAreNotChecked) {
  expect(R"({"type": "identify", "userId": "a"})", {tracking_plan::EventKind::other_call, "identify", {}});
  expect(R"({"type": "page", "event": "Signed Up"})", {tracking_plan::EventKind::other_call, "page", {}});
}

TEST(EventCheck, UnreadableEventIsAViolation) {
  expect("", {tracking_plan::EventKind::unreadable, "", {"the event: expected JSON; found an error at byte 1"}});
  expect("{\"event\": \"a\"",
         {tracking_plan::EventKind::unreadable, "", {"the event: expected JSON; found an error at byte 14"}});
  expect("[1, 2]", {tracking_plan::EventKind::unreadable, "", {"the event: expected object; found an array of 2"}});
  expect("{\"type\": \"track\"}",
         {tracking_plan::EventKind::unreadable, "", {"/event: expected string; found nothing"}});
  expect("{\"event\": 3}", {tracking_plan::EventKind::unreadable, "", {"/event: expected string; found 3"}});
  expect("{\"type\": 3}",
         {tracking_plan::EventKind::unreadable, "", {"/type: expected \"track\" or another type of call; found 3"}});
  expect(R"({"type": "Track", "event": "Signed Up"})",
         {tracking_plan::EventKind::unreadable,
          "",
          {"/type: expected \"track\" or another type of call; found \"Track\""}});
  expect("{\"event\": 1e999}",
         {tracking_plan::EventKind::unreadable, "", {"the event: expected JSON; found a number that is too large"}});
  expect("{\"event\": \"\xff\"}",
         {tracking_plan::EventKind::unreadable, "", {"the event: expected JSON; found an error at byte 12"}});
  expect(std::string(tracking_plan::longest_event_text + 1, ' '),
         {tracking_plan::EventKind::unreadable, "", {"the event: expected at most 16777216 bytes; found more"}});
  expect(std::string(100, '['),
         {tracking_plan::EventKind::unreadable, "", {"the event: expected JSON; found an error at byte 101"}});
}

std::string nested(std::size_t depth) {
  return R"({"event": "Sent Source Data", "properties": {"date": )" + std::string(depth, '[') + R"("[{\"")" +
         std::string(depth, ']') + "}}";
}

TEST(EventCheck, NestingIsLimited) {
  EXPECT_EQ(tracking_plan::EventCheck(plan()).check(nested(tracking_plan::schema::deepest_nesting - 2)).kind,
            tracking_plan::EventKind::planned);
  expect(nested(tracking_plan::schema::deepest_nesting - 1),
         {tracking_plan::EventKind::unreadable, "", {"the event: expected at most 200 levels; found more"}});
  expect(nested(5'000'000),
         {tracking_plan::EventKind::unreadable, "", {"the event: expected at most 200 levels; found more"}});
}

TEST(EventStreamReport, ListsViolationsAndCountsEvents) {
  tracking_plan::EventCheck check(plan());
  tracking_plan::EventStreamReport report;
  std::string lines;
  std::uint64_t number = 0;
  for (const char* const text :
       {R"({"event": "Signed Up", "properties": {"userLogin": "a", "type": "organic"}})",
        R"({"event": "Signed Up", "properties": {"userLogin": "a", "type": "paid", "plan": 3}})",
        R"({"event": "Signup", "properties": {"userLogin": "a", "type": "organic"}})", R"({"event": "Went\nHome"})",
        R"({"type": "identify"})", R"({"type": "identify"})", "nothing"}) {
    lines += report.take(++number, check.check(text));
  }
  EXPECT_FALSE(report.is_clean());
  EXPECT_EQ(lines,
            "2: Signed Up: /properties/plan: expected no such property; found 3\n"
            "2: Signed Up: /properties/type: expected one of \"organic\", \"invite\"; found \"paid\"\n"
            "3: Signup: /event: expected \"Signed Up\"; found its legacy name \"Signup\"\n"
            "4: Went\\nHome: /event: expected an event of the plan; found \"Went\\nHome\"\n"
            "7: -: the event: expected JSON; found an error at byte 2\n");
  EXPECT_EQ(report.summary(),
            "lines       7\nviolations  5\n"
            "in the plan\n          2  Signed Up, 1 with violations\n"
            "under a legacy name\n          1  Signup, now named \"Signed Up\"\n"
            "not in the plan\n          1  Went\\nHome\n"
            "other calls, not checked\n          2  identify\n"
            "not events  1\n");
}

TEST(EventStreamReport, CountsNamesBeyondAThousandTogether) {
  tracking_plan::EventStreamReport report;
  for (int i = 0; i < 5000; ++i)
    (void)report.take(
        1, {tracking_plan::EventKind::unplanned, "event " + std::to_string(10'000 + i), {{"/event", "", ""}}});
  EXPECT_NE(report.summary().find("\n          1  event 10000\n"), std::string::npos);
  EXPECT_NE(report.summary().find("… and 981 more\n"), std::string::npos) << report.summary();
}

}  // namespace
}  // namespace sent::tests
