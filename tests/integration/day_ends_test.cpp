// SPDX-License-Identifier: Apache-2.0

// When days end where clocks change around midnight: PostgreSQL's answer against one that Python reckons from the
// moments of change (odd_midnights.py). Both read the system's time zone tables.

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "postgres/session.hpp"
#include "read/calendar.hpp"
#include "support/database/test_database.hpp"
#include "support/files/whole_text.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {
namespace {

struct DayEnd {
  std::string zone;
  Day day;
  Instant end;
};

std::vector<DayEnd> odd_midnights() {
  std::istringstream lines(output_of("python3 " + shell_word(SENT_ROOT "/tests/integration/odd_midnights.py")));
  std::vector<DayEnd> ends;
  std::string zone, day;
  for (std::int64_t second = 0; lines >> zone >> day >> second;)
    ends.push_back({zone, parse_day(day).value(), Instant{std::chrono::seconds{second}}});
  return ends;
}

struct DayEnds : testing::Test {
  std::vector<day::DayFacts> facts(const std::string& zone, DayRange days) {
    return read::ask_facts(session, days, zone, std::chrono::hours{12});
  }
  // In UTC.
  std::string end_of(const std::string& zone, Day day) {
    return iso_milliseconds(facts(zone, {day, day}).at(0).ends_at);
  }

  TestDatabase database;
  postgres::Session session{{database.url()}, {postgres::TransactionSettings::Kind::read_only, std::nullopt}};
};

TEST_F(DayEnds, AreRightForEveryOddMidnightOfEveryZone) {
  const auto ends = odd_midnights();
  EXPECT_GT(ends.size(), 400U);
  for (const DayEnd& one : ends) {
    EXPECT_EQ(iso_milliseconds(facts(one.zone, {one.day, one.day}).at(0).ends_at), iso_milliseconds(one.end))
        << one.zone << " " << iso(one.day);
  }
}

TEST_F(DayEnds, AreTheFollowingMidnightOtherwise) {
  std::map<std::string, std::set<Day>> odd;
  for (const DayEnd& one : odd_midnights()) odd[one.zone].insert(one.day);
  for (const std::string zone : {"America/Havana", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia"}) {
    const auto midnights = session.query(
        "asking for midnights",
        "select (extract(epoch from (d::date + 1)::timestamp at time zone $1::text) * 1000000)::bigint as midnight "
        "from generate_series('2010-01-01', '2030-12-30', interval '1 day') as d order by d",
        {zone});
    const auto days = facts(zone, {{2010, 1, 1}, {2030, 12, 30}});
    ASSERT_EQ(days.size(), midnights.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (odd[zone].contains(days[i].day)) continue;
      ASSERT_EQ(days[i].ends_at, midnights[i].instant("midnight")) << zone << " " << iso(days[i].day);
    }
  }
}

// Midnight comes twice: the first one ends the day. PostgreSQL itself reads an ambiguous time as the later one.
TEST_F(DayEnds, AreTheFirstMidnightWhereClocksGoBackToIt) {
  EXPECT_EQ(end_of("America/Havana", {2026, 10, 31}), "2026-11-01T04:00:00.000Z");
}

// The date goes back: the second midnight ends the day.
TEST_F(DayEnds, AreTheLastMidnightWhereTheDateGoesBack) {
  EXPECT_EQ(end_of("America/St_Johns", {2010, 11, 6}), "2010-11-07T03:30:00.000Z") << "00:01 became 23:01";
  EXPECT_EQ(end_of("America/Scoresbysund", {2024, 10, 26}), "2024-10-27T02:00:00.000Z") << "00:00 became 23:00";
  EXPECT_EQ(end_of("Antarctica/Casey", {2021, 3, 13}), "2021-03-13T16:00:00.000Z") << "00:00 became 21:00";
}

TEST_F(DayEnds, AreTheJumpWhereMidnightNeverComes) {
  EXPECT_EQ(end_of("Asia/Gaza", {2015, 3, 27}), "2015-03-27T22:00:00.000Z") << "00:00 became 01:00";
}

// Apia had no 30 December 2011: it ends where it would have begun, with the day before.
TEST_F(DayEnds, ASkippedDayEndsWithTheDayBeforeIt) {
  EXPECT_EQ(end_of("Pacific/Apia", {2011, 12, 29}), "2011-12-30T10:00:00.000Z");
  EXPECT_EQ(end_of("Pacific/Apia", {2011, 12, 30}), "2011-12-30T10:00:00.000Z");
  EXPECT_EQ(end_of("Pacific/Apia", {2011, 12, 31}), "2011-12-31T10:00:00.000Z");
}

}  // namespace
}  // namespace sent::tests
