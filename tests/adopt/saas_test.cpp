// SPDX-License-Identifier: Apache-2.0

// sql/examples/saas.sql against its product's own tables: the events are those that the tables say, and a view with one
// mistake gives other events or is reported.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "support/database/example.hpp"
#include "support/deliveries/saas_events.hpp"
#include "support/files/golden.hpp"

namespace sent::tests {
namespace {

// A view of the example with one part replaced by a mistake that is easily made.
struct Mistake {
  std::string view, right, wrong;
};
void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.view << ": " << mistake.wrong; }

const std::vector<Mistake> mistakes{
    {"source_data.owner_members", "where m.accepted_at is not null", "where true"},
    {"source_data.owner_members", "where is_personal", "where false"},
    {"source_data.owner_members", "least(m.removed_at, a.deleted_at)", "m.removed_at"},
    {"source_data.owner_members", "least(m.removed_at, a.deleted_at)", "a.deleted_at"},
    {"source_data.owner_members", "m.accepted_at at time zone 'UTC'", "m.accepted_at at time zone 'America/New_York'"},
    {"source_data.owner_members", "a.public_id", "a.id::text"},
    {"source_data.source_collaborators", "where g.accepted_at is not null", "where true"},
    {"source_data.source_collaborators", "g.accepted_at at time zone 'UTC'", "g.accepted_at at time zone 'Asia/Tokyo'"},
    {"source_data.source_collaborators", "least(g.removed_at, a.deleted_at)", "g.removed_at"},
    {"source_data.owners", "when is_personal then 'user'", "when false then 'user'"},
    {"app.project_owners", "coalesce(a.public_id, w.id::text)", "w.id::text"},
    {"app.live_usage", "h.hour at time zone 'UTC' at time zone 'America/New_York'", "h.hour"},
    {"app.live_usage", "h.hour at time zone 'UTC' at time zone 'America/New_York'",
     "h.hour at time zone 'America/New_York' at time zone 'UTC'"},
    {"app.live_usage", "h.hour at time zone 'UTC' at time zone 'America/New_York'", "h.hour - interval '5 hours'"},
    {"app.live_usage", "from usage_eu.hours", "from usage_eu.hours where false"},
    {"app.live_usage", "p.archived or ", ""},
    {"app.live_usage", "least(p.deleted_at, w.deleted_at)", "p.deleted_at"},
    {"app.live_usage", "least(p.deleted_at, w.deleted_at)", "w.deleted_at"},
    {"source_data.source_library_calls", "split_part(library, '/', 1)", "library"},
    {"source_data.source_destinations", "where enabled", "where true"},
    {"source_data.suppressed_users", "wants_no_events or ", ""},
    {"source_data.suppressed_users", " or deleted_at is not null", ""}};

struct Saas : testing::Test {
  struct Sent {
    SaasEvents events;
    std::string log;
  };
  Sent sent_on(const std::string& day) {
    const auto dry = example.job()({"run", "--date", day, "--dry-run"});
    EXPECT_EQ(dry.exit_code, 0) << dry.err;
    Sent sent{{}, dry.err};
    for (const auto& line : lines_of(dry.out)) {
      const auto event = nlohmann::json::parse(line);
      const std::string source = event.at("properties").at("sourceId");
      sent.events[{source, event.at("userId")}] = {{"properties", event.at("properties")},
                                                   {"groupId", event.at("context").value("groupId", nlohmann::json())}};
    }
    return sent;
  }
  // The statement of the file that creates the view, for one that exists.
  static std::string statement(const std::string& view) {
    const std::string begin = "create view " + view + " as", file = read_project_file("sql/examples/saas.sql");
    const auto at = file.find(begin);
    EXPECT_NE(at, std::string::npos) << view;
    return "create or replace " + file.substr(at + 7, file.find(';', at) - at - 7);
  }

  Example example{"saas"};
  TestDatabase& database{example.database()};
};

// Clocks change on the 8th.
TEST_F(Saas, SendsWhatTheProductsTablesSay) {
  for (const std::string day : {"2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"}) {
    SCOPED_TRACE(day);
    const Sent sent = sent_on(day);
    const SaasEvents expected = saas_events(database, day);
    EXPECT_GT(expected.size(), 200U);
    EXPECT_EQ(sent.events.size(), expected.size());
    for (const auto& [key, event] : expected) EXPECT_EQ(sent.events.at(key), event) << key.first << ' ' << key.second;
    EXPECT_EQ(sent.log.find("kind="), std::string::npos) << "no row is dirty, and nothing is odd: " << sent.log;
  }
}

TEST_F(Saas, FindsEachMistakeInAView) {
  const SaasEvents expected = saas_events(database, sample_day);
  for (const Mistake& mistake : mistakes) {
    SCOPED_TRACE(testing::PrintToString(mistake));
    const std::string right = statement(mistake.view);
    const auto at = right.find(mistake.right);
    ASSERT_NE(at, std::string::npos);
    database.exec(std::string(right).replace(at, mistake.right.size(), mistake.wrong));
    const Sent sent = sent_on(sample_day);
    EXPECT_TRUE(sent.events != expected || sent.log.find("kind=") != std::string::npos);
    database.exec(right);
  }
  EXPECT_EQ(sent_on(sample_day).events, expected);
}

// Both regions must have the last hour of the day in New York, which ends at 4:00 in UTC.
TEST_F(Saas, WaitsForBothRegions) {
  for (const std::string region : {"usage_us", "usage_eu"}) {
    for (const auto& [until, code] : std::map<std::string, int>{{"03:59", 8}, {"04:00", 0}}) {
      database.exec("update " + region + ".loaded set until = '2026-03-11 " + until + "'");
      EXPECT_EQ(example.job()({"run", "--date", sample_day, "--dry-run"}).exit_code, code) << region << ' ' << until;
    }
  }
}

}  // namespace
}  // namespace sent::tests
