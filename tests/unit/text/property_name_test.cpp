// SPDX-License-Identifier: Apache-2.0

#include "text/property_name.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(PropertyName, FollowsTheTrackingPlansExamples) {
  EXPECT_EQ(text::property_name("analytics.js"), "Analyticsjs");
  EXPECT_EQ(text::property_name("google-analytics"), "GoogleAnalytics");
  EXPECT_EQ(text::property_name("ios"), "Ios");
}

TEST(PropertyName, TreatsARunOfOtherAsciiAsOneWordBoundary) {
  EXPECT_EQ(text::property_name("a -_/ b"), "AB");
  EXPECT_EQ(text::property_name("--a--"), "A");
  EXPECT_EQ(text::property_name(std::string("a\0b\x7f"
                                            "c\td",
                                            7)),
            "ABCD");
}

TEST(PropertyName, DropsDotsWithoutAWordBoundary) {
  EXPECT_EQ(text::property_name("a.b"), "Ab");
  EXPECT_EQ(text::property_name("-.a"), "A");
  EXPECT_EQ(text::property_name("a-.b"), "AB");
}

TEST(PropertyName, KeepsDigitsCapitalsAndNonAscii) {
  EXPECT_EQ(text::property_name("x2y"), "X2y");
  EXPECT_EQ(text::property_name("2x"), "2x");
  EXPECT_EQ(text::property_name("iOS app"), "IOSApp");
  EXPECT_EQ(text::property_name("éclair-日本"), "éclair日本");
}

TEST(PropertyName, MayBeEmpty) {
  EXPECT_EQ(text::property_name(""), "");
  EXPECT_EQ(text::property_name("..."), "");
  EXPECT_EQ(text::property_name("- /"), "");
}

}  // namespace
}  // namespace sent::tests
