// SPDX-License-Identifier: Apache-2.0

#include "text/one_line.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(OneLine, ReplacesLineBreaksAndTabsByOneSpace) {
  EXPECT_EQ(text::one_line("connection failed: refused\n\tIs the server  running?\r\n"),
            "connection failed: refused Is the server running?");
  EXPECT_EQ(text::one_line(" \n"), "");
  EXPECT_EQ(text::one_line("as it is"), "as it is");
}

}  // namespace
}  // namespace sent::tests
