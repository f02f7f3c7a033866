// SPDX-License-Identifier: Apache-2.0

#include "model/id_sum.hpp"

#include <gtest/gtest.h>

namespace sent {
namespace {

constexpr std::string_view one = "00000000-0000-5000-8000-ffffffffffff";
constexpr std::string_view other = "ea928dce-0582-5d6f-8ff4-6b2f2132bd74";

IdSum sum_of(std::initializer_list<std::string_view> ids) {
  IdSum sum;
  for (const auto id : ids) sum.add(id);
  return sum;
}

TEST(IdSums, TakeTheFirstSixteenDigitsOfAnId) {
  EXPECT_EQ(sum_of({one}).value(), 0x5000U);
  EXPECT_EQ(sum_of({other}).value(), 0xea928dce05825d6fU);
}

TEST(IdSums, DependOnTheIdsAndNotOnTheirOrder) {
  EXPECT_EQ(sum_of({one, other}), sum_of({other, one}));
  EXPECT_NE(sum_of({one, other}), sum_of({one, one}));
}

TEST(IdSums, AddUpFromParts) {
  IdSum sum = sum_of({one});
  sum += sum_of({other});
  EXPECT_EQ(sum, sum_of({one, other}));
  EXPECT_EQ(IdSum(sum.value()), sum);
}

}  // namespace
}  // namespace sent
