// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_headline.hpp"

#include <gtest/gtest.h>

#include "support/samples/sample_status.hpp"

namespace sent::tests {
namespace {

command::status::report::Headline headline(const command::status::report::Status& status) {
  return command::status::report::headline_of(status, command::status::report::totals_of(status));
}

command::status::report::Status one_day(command::status::report::DayState state, std::uint64_t delivered,
                                        std::uint64_t rejected) {
  command::status::report::Status status = zero_days(1);
  status.by_day.front().state = state;
  status.by_day.front().delivered = delivered;
  status.by_day.front().rejected = rejected;
  return status;
}

TEST(Headline, SaysWhatIsWrongAndWhatToDo) {
  const command::status::report::Headline bad = headline(week_of_each_state());
  EXPECT_EQ(bad.tone, command::status::report::Tone::bad);
  EXPECT_EQ(bad.sentence,
            "Not everything has been delivered: 1 day is missing, 1 day is partial and 12 events were rejected.");
  ASSERT_EQ(bad.next_steps.size(), 2U);
  EXPECT_EQ(bad.next_steps[0].command, "sent-source-data backfill --from 2026-03-01 --to 2026-03-02");
  EXPECT_EQ(bad.next_steps[1].command, "sent-source-data replay");
}

TEST(Headline, SaysThatEverythingIsDelivered) {
  const command::status::report::Headline good =
      headline(one_day(command::status::report::DayState::delivered, 814'000, 0));
  EXPECT_EQ(good.tone, command::status::report::Tone::good);
  EXPECT_EQ(good.sentence, "Everything has been delivered: 814,000 events on 1 day.");
  EXPECT_TRUE(good.next_steps.empty());
}

TEST(Headline, SaysThatThereWasNothingToDeliver) {
  EXPECT_EQ(headline(zero_days(7)).tone, command::status::report::Tone::good);
  EXPECT_EQ(headline(zero_days(7)).sentence, "There was nothing to deliver: 7 days without events.");
}

TEST(Headline, DistinguishesRejectedEventsFromMissingDays) {
  const command::status::report::Headline attention =
      headline(one_day(command::status::report::DayState::rejected, 1000, 1));
  EXPECT_EQ(attention.tone, command::status::report::Tone::attention);
  EXPECT_EQ(attention.sentence, "Every day is complete, but 1 event was rejected; 1,000 events were delivered.");
  EXPECT_EQ(attention.next_steps.size(), 1U);
}

TEST(Headline, SaysThatNoDayIsClosedYet) {
  const command::status::report::Headline waiting =
      headline(one_day(command::status::report::DayState::not_closed, 0, 0));
  EXPECT_EQ(waiting.tone, command::status::report::Tone::waiting);
  EXPECT_EQ(waiting.sentence, "No day is closed yet, so nothing is due.");
}

}  // namespace
}  // namespace sent::tests
