// SPDX-License-Identifier: Apache-2.0

#include "expand/property_names.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

TEST(PropertyNames, GivesCollidingNamesOneNumberAndReportsItOnce) {
  expand::PropertyNames names("library", Relation::source_library_calls);
  Findings found;
  const expand::NameNo first = names.intern("react-native", found);
  EXPECT_EQ(names.intern("react native", found), first);
  EXPECT_EQ(names.intern("react native", found), first);
  EXPECT_EQ(names.property(first), "libraryReactNative");
  EXPECT_EQ(found.count(FindingKind::names_meet), 1U);
  EXPECT_EQ(found.of(FindingKind::names_meet, Relation::source_library_calls)->example,
            "\"react-native\" and \"react native\" in libraryReactNative");
}

TEST(PropertyNames, RefusesANameWithoutUsableCharacters) {
  expand::PropertyNames names("method", Relation::source_calls);
  Findings found;
  EXPECT_EQ(names.intern("--", found), expand::PropertyNames::unnamed);
  EXPECT_EQ(names.intern("", found), expand::PropertyNames::unnamed);
  EXPECT_EQ(found.count(FindingKind::empty_property_name), 2U);
}

TEST(PropertyNames, RanksByTheBytesOfTheProperty) {
  expand::PropertyNames names("x", Relation::source_calls);
  Findings found;
  const expand::NameNo b = names.intern("b", found);
  const expand::NameNo umlaut = names.intern("ä", found);
  const expand::NameNo a = names.intern("a", found);
  names.rank();
  EXPECT_LT(names.order(a), names.order(b));
  EXPECT_LT(names.order(b), names.order(umlaut));
}

TEST(PropertyNames, GivesAReservedNameToEverySpellingOfIt) {
  expand::PropertyNames names("method", Relation::source_calls);
  names.reserve("Track");
  Findings found;
  EXPECT_FALSE(names.has_used_a_reserved_name());
  (void)names.intern("tracked", found);
  EXPECT_FALSE(names.has_used_a_reserved_name());
  EXPECT_EQ(names.property(names.intern("TRACK", found)), "methodTrack");
  EXPECT_EQ(names.property(names.intern("tRaCk", found)), "methodTrack");
  EXPECT_EQ(names.property(names.intern("tr-ack", found)), "methodTrAck");
  EXPECT_TRUE(names.has_used_a_reserved_name());
}

TEST(PropertyNames, DoesNotReportAReservedNameThatIsUsedOnce) {
  expand::PropertyNames names("method", Relation::source_calls);
  names.reserve("Track");
  Findings found;
  EXPECT_EQ(static_cast<int>(names.intern("Track", found)), 1);
  EXPECT_EQ(found.count(FindingKind::names_meet), 0U);
  EXPECT_EQ(static_cast<int>(names.intern("track", found)), 1);
  EXPECT_EQ(found.count(FindingKind::names_meet), 1U);
}

}  // namespace
}  // namespace sent::tests
