// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/date_words.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(DateWords, DayHasAShortAndALongForm) {
  EXPECT_EQ(command::status::report::short_date(Day{2026, 3, 3}), "3 Mar");
  EXPECT_EQ(command::status::report::long_date(Day{2026, 12, 31}), "31 December 2026");
}

TEST(DateWords, RangeDoesNotRepeatWhatItsEndsShare) {
  EXPECT_EQ(command::status::report::range_text({Day{2026, 3, 3}, Day{2026, 3, 3}}), "3 March 2026");
  EXPECT_EQ(command::status::report::range_text({Day{2026, 3, 1}, Day{2026, 3, 31}}), "1 to 31 March 2026");
  EXPECT_EQ(command::status::report::range_text({Day{2026, 2, 26}, Day{2026, 3, 4}}), "26 February to 4 March 2026");
  EXPECT_EQ(command::status::report::range_text({Day{2025, 3, 1}, Day{2026, 3, 1}}), "1 March 2025 to 1 March 2026");
}

TEST(DateWords, InvalidMonthHasNoName) {
  EXPECT_EQ(command::status::report::month_name(std::chrono::January), "January");
  EXPECT_EQ(command::status::report::month_name(std::chrono::month{13}), "");
}

}  // namespace
}  // namespace sent::tests
