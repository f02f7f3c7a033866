// SPDX-License-Identifier: Apache-2.0

#include "command/status/report/status_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/files/golden.hpp"
#include "support/samples/sample_status.hpp"

namespace sent::tests {
namespace {

TEST(StatusTable, ShowsEveryState) {
  expect_golden("tests/golden/status.txt", command::status::report::status_table(week_of_each_state()));
}

TEST(StatusTable, HasOnlyDaysIfThereIsNothingElse) {
  EXPECT_EQ(command::status::report::status_table(zero_days(1)),
            "DAY         STATE            EVENTS  DELIVERED  REJECTED  USERS  DURATION\n"
            "2026-03-31  zero                  0          0         0      0     640ms\n"
            "total       1 of 1 complete       0          0         0\n");
}

TEST(StatusTable, EscapesControlCharactersInNames) {
  const std::string text = command::status::report::status_table(hostile_names());
  const auto acts = [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7f || c == 0xff; };
  EXPECT_TRUE(std::ranges::none_of(text, acts));
  EXPECT_NE(text.find("\\x1b[31mred\\nline two\\xff]]>"), std::string::npos);
  EXPECT_NE(text.find("\\u{202e}gnp.exe"), std::string::npos);
}

}  // namespace
}  // namespace sent::tests
