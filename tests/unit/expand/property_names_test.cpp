// SPDX-License-Identifier: Apache-2.0

#include "expand/property_names.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(PropertyNames, GivesCollidingNamesOneNumberAndReportsItOnce) {
  expand::PropertyNames names("library");
  Findings found;
  const expand::NameNo first = names.intern("react-native", found);
  EXPECT_EQ(names.intern("react native", found), first);
  EXPECT_EQ(names.intern("react native", found), first);
  EXPECT_EQ(names.property(first), "libraryReactNative");
  EXPECT_EQ(found.count(FindingKind::names_meet), 1U);
  EXPECT_EQ(found.example(FindingKind::names_meet), "\"react-native\" and \"react native\" in libraryReactNative");
}

TEST(PropertyNames, RefusesANameWithoutUsableCharacters) {
  expand::PropertyNames names("method");
  Findings found;
  EXPECT_EQ(names.intern("--", found), expand::PropertyNames::unnamed);
  EXPECT_EQ(names.intern("", found), expand::PropertyNames::unnamed);
  EXPECT_EQ(found.count(FindingKind::empty_property_name), 2U);
}

TEST(PropertyNames, RanksByTheBytesOfTheProperty) {
  expand::PropertyNames names("x");
  Findings found;
  const expand::NameNo b = names.intern("b", found);
  const expand::NameNo umlaut = names.intern("ä", found);
  const expand::NameNo a = names.intern("a", found);
  names.rank();
  EXPECT_LT(names.order(a), names.order(b));
  EXPECT_LT(names.order(b), names.order(umlaut));
}

TEST(PropertyNames, DoesNotReportAReservedNameThatIsUsedOnce) {
  expand::PropertyNames names("method");
  names.reserve("Track");
  Findings found;
  EXPECT_EQ(static_cast<int>(names.intern("Track", found)), 1);
  EXPECT_EQ(found.count(FindingKind::names_meet), 0U);
  EXPECT_EQ(static_cast<int>(names.intern("track", found)), 1);
  EXPECT_EQ(found.count(FindingKind::names_meet), 1U);
}

}  // namespace
}  // namespace sent::tests
