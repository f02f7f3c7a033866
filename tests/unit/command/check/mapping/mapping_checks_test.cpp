// SPDX-License-Identifier: Apache-2.0

#include "command/check/mapping/mapping_checks.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using command::check::checklist::CheckOutcome;
using command::check::mapping::judge_mapping;
using command::check::mapping::MappingFacts;

MappingFacts facts() { return {Day(2026, 3, 10), 7, false, {}, {}, {}}; }

TEST(MappingChecks, SayHowManyEventsWereSeen) {
  const auto checks = judge_mapping(facts());
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].outcome, CheckOutcome::ok);
  EXPECT_EQ(checks[0].message, "nothing unusual in 7 events of a sample of 2026-03-10");
}

TEST(MappingChecks, SayThatADayWithoutDataShowsLittle) {
  MappingFacts none = facts();
  none.events = 0;
  none.is_everything = true;
  EXPECT_EQ(judge_mapping(none)[0].message, "no source had data on 2026-03-10, so only its rows could be judged");
}

TEST(MappingChecks, NameRelationCountAndExampleOfEachKind) {
  MappingFacts odd = facts();
  odd.findings.note(FindingKind::versioned_library, Relation::source_library_calls, [] { return "node/6.1.2"; });
  odd.findings.dirty(FindingKind::negative_calls, Relation::source_calls, [] { return "source a, method track"; });
  const auto checks = judge_mapping(odd);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].outcome, CheckOutcome::warning);
  EXPECT_EQ(checks[0].message,
            "source_calls: a counter below zero: 1 in a sample of the sources, such as source a, method track");
  EXPECT_EQ(checks[1].message,
            "source_library_calls: a library whose name ends in a version: 1 in a sample of the sources, such as "
            "node/6.1.2");
}

TEST(MappingChecks, TellAWindowThatBeginsBeforeTheFirstCounter) {
  MappingFacts early = facts();
  early.remarks.push_back(
      {FindingKind::window_before_first_counter, Relation::source_calls, early.day, 12, Day(2026, 2, 21)});
  EXPECT_EQ(
      judge_mapping(early)[0].message,
      "source_calls: days of the monthly window that are before the first counter: 12 of those of 2026-03-10; the "
      "first counter is of 2026-02-21");
}

TEST(MappingChecks, AreErrorsIfThePlanForbidsTheEvents) {
  MappingFacts refused = facts();
  refused.violations["/properties/plan: expected a value"] = {3, "s1", "nothing"};
  const auto checks = judge_mapping(refused);
  EXPECT_EQ(checks[0].outcome, CheckOutcome::error);
  EXPECT_EQ(checks[0].code, ExitCode::events_rejected);
  EXPECT_EQ(checks[0].message,
            "events violate the tracking plan: /properties/plan: expected a value, but found nothing: 3 sources in a "
            "sample of the sources, such as s1");
}

}  // namespace
}  // namespace sent::tests
