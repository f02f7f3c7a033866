#include "report/date_words.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

TEST(DateWords, WriteADay) {
  EXPECT_EQ(short_date(Day{2026, 3, 3}), "3 Mar");
  EXPECT_EQ(long_date(Day{2026, 12, 31}), "31 December 2026");
}

TEST(DateWords, SayOnceWhatBothEndsOfARangeShare) {
  EXPECT_EQ(range_text({Day{2026, 3, 3}, Day{2026, 3, 3}}), "3 March 2026");
  EXPECT_EQ(range_text({Day{2026, 3, 1}, Day{2026, 3, 31}}), "1 to 31 March 2026");
  EXPECT_EQ(range_text({Day{2026, 2, 26}, Day{2026, 3, 4}}), "26 February to 4 March 2026");
  EXPECT_EQ(range_text({Day{2025, 3, 1}, Day{2026, 3, 1}}), "1 March 2025 to 1 March 2026");
}

TEST(DateWords, KnowNoNameOfWhatIsNoMonth) {
  EXPECT_EQ(month_name(std::chrono::January), "January");
  EXPECT_EQ(month_name(std::chrono::month{13}), "");
}

}  // namespace
}  // namespace sent
