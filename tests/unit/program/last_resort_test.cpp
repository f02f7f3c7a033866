// SPDX-License-Identifier: Apache-2.0

#include "program/last_resort.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <stop_token>
#include <thread>

namespace sent::tests {
namespace {

TEST(LastResortDeathTest, AnExceptionThatLeavesAThreadEndsTheProcessWith1AndItsMessage) {
  const auto throw_in_a_thread = [] {
    program::end_on_uncaught_exceptions();
    std::thread([] { throw std::runtime_error("out of luck"); }).join();
  };
  EXPECT_EXIT(throw_in_a_thread(), testing::ExitedWithCode(1), "error running: out of luck");
}

TEST(LastResortDeathTest, AnExceptionOfAnyOtherTypeEndsTheProcessWith1) {
  const auto throw_a_number = [] {
    program::end_on_uncaught_exceptions();
    std::thread([] { throw 7; }).join();
  };
  EXPECT_EXIT(throw_a_number(), testing::ExitedWithCode(1), "an exception of unknown type");
}

}  // namespace
}  // namespace sent::tests
