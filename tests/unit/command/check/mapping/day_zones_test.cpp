// SPDX-License-Identifier: Apache-2.0

#include "command/check/mapping/day_zones.hpp"

#include <gtest/gtest.h>

namespace sent::tests {
namespace {

using command::check::mapping::zones_of_days;
using Zones = std::set<std::string>;

TEST(DayZones, AreThoseOfTheLastConversionBeforeADate) {
  EXPECT_EQ(zones_of_days(" SELECT h.id,\n    (((h.hour AT TIME ZONE 'UTC'::text) AT TIME ZONE "
                          "'America/New_York'::text))::date AS day\n   FROM h;"),
            Zones{"America/New_York"});
  EXPECT_EQ(
      zones_of_days("SELECT ((h.hour AT TIME ZONE 'UTC'::text))::date, ((g.at AT TIME ZONE 'Asia/Tokyo'::text))::date"),
      (Zones{"Asia/Tokyo", "UTC"}));
}

TEST(DayZones, OfOlderServersAreThoseOfTheOuterFunction) {
  EXPECT_EQ(zones_of_days("SELECT (timezone('America/New_York'::text, timezone('UTC'::text, h.hour)))::date AS day"),
            Zones{"America/New_York"});
}

TEST(DayZones, AreNotNamedByOtherCasts) {
  for (const auto* definition :
       {"", "SELECT h.day", "SELECT (h.hour)::date AS day", "SELECT h.day::date", "SELECT '2026-01-01'::date",
        "SELECT (h.hour AT TIME ZONE 'UTC'::text) AS at", "SELECT ((h.hour AT TIME ZONE h.zone))::date",
        "SELECT (date_trunc('day'::text, h.hour))::date", "::date", ")::date", "('::date"})
    EXPECT_EQ(zones_of_days(definition), Zones{}) << definition;
}

}  // namespace
}  // namespace sent::tests
