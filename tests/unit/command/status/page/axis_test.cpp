// SPDX-License-Identifier: Apache-2.0

#include "command/status/page/axis.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace sent::tests {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

std::vector<std::string> labels(const command::status::page::Axis& axis) { return {axis.half_label, axis.end_label}; }

std::string texts(DayRange range) {
  std::string all;
  for (const command::status::page::DateLabel& label : command::status::page::date_labels(range))
    all += std::to_string(label.index) + ":" + label.text + " ";
  return all;
}

TEST(Axis, EndsAtARoundCount) {
  EXPECT_EQ(labels(command::status::page::count_axis(0)), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(labels(command::status::page::count_axis(7)), (std::vector<std::string>{"4", "8"}));
  EXPECT_EQ(labels(command::status::page::count_axis(11)), (std::vector<std::string>{"10", "20"}));
  EXPECT_EQ(labels(command::status::page::count_axis(27'133)), (std::vector<std::string>{"15k", "30k"}));
  EXPECT_EQ(labels(command::status::page::count_axis(1'204'311)), (std::vector<std::string>{"1M", "2M"}));
}

TEST(Axis, EndsAtARoundDuration) {
  EXPECT_EQ(labels(command::status::page::duration_axis(milliseconds{0})), (std::vector<std::string>{"1s", "2s"}));
  EXPECT_EQ(labels(command::status::page::duration_axis(milliseconds{276'000})),
            (std::vector<std::string>{"4m", "8m"}));
  EXPECT_EQ(labels(command::status::page::duration_axis(milliseconds{3'723'000})),
            (std::vector<std::string>{"1h", "2h"}));
  EXPECT_EQ(labels(command::status::page::duration_axis(days{3})), (std::vector<std::string>{"48h", "96h"}));
}

TEST(Axis, IsNotBelowAnyValue) {
  for (std::uint64_t value = 1; value < std::numeric_limits<std::uint64_t>::max() / 4; value = value * 3 + 1) {
    EXPECT_GE(command::status::page::count_axis(value).end, static_cast<double>(value));
  }
  for (std::int64_t value = 1; value < 10'000'000'000; value = value * 3 + 1) {
    EXPECT_GE(command::status::page::duration_axis(milliseconds{value}).end, static_cast<double>(value));
  }
}

TEST(DateLabels, AreAtMostFive) {
  for (int count = 1; count < 800; ++count) {
    const auto all = command::status::page::date_labels({Day{2025, 2, 25}, Day{2025, 2, 25} + days{count - 1}});
    EXPECT_GE(all.size(), 1U) << count;
    EXPECT_LE(all.size(), 5U) << count;
    for (const command::status::page::DateLabel& label : all) EXPECT_LT(label.index, static_cast<std::size_t>(count));
  }
}

TEST(DateLabels, AreDatesInAMonthAndMonthsInAYear) {
  EXPECT_EQ(texts({Day{2026, 2, 26}, Day{2026, 3, 4}}), "0:26 Feb 2:28 Feb 4:2 Mar 6:4 Mar ");
  EXPECT_EQ(texts({Day{2025, 9, 10}, Day{2026, 3, 10}}), "21:Oct 2025 82:Dec 144:Feb 2026 ");
}

}  // namespace
}  // namespace sent::tests
