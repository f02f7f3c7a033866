// SPDX-License-Identifier: Apache-2.0

// The program's events, one by one, against a naive re-evaluation of the rules, on generated difficult data.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "expand/chunk_usage.hpp"
#include "io/system_clock.hpp"
#include "job/event_stream.hpp"
#include "read/calendar.hpp"
#include "read/postgres_usage_source.hpp"
#include "support/database/psql.hpp"
#include "support/database/test_database.hpp"
#include "support/deliveries/naive_events.hpp"

namespace sent::tests {
namespace {

using std::chrono::days;

// The contract without a single constraint, so that it can contain dirty rows of every kind.
constexpr const char* bare_contract = R"(
  create extension if not exists "uuid-ossp";
  create schema nasty;
  create table nasty.sources (source_id text, slug text, owner_id text);
  create table nasty.owners (owner_id text, kind text);
  create table nasty.owner_members (owner_id text, user_id text, since timestamptz, until timestamptz);
  create table nasty.source_collaborators (source_id text, user_id text, since timestamptz, until timestamptz);
  create table nasty.source_calls (source_id text, day date, method text, calls bigint);
  create table nasty.source_library_calls (source_id text, day date, library text, calls bigint);
  create table nasty.source_destinations (source_id text, destination text, enabled_at timestamptz, disabled_at timestamptz);
  create table nasty.suppressed_users (user_id text);
)";

class Generator {
 public:
  Generator(TestDatabase& database, std::string zone, Day from, Day to, unsigned seed)
      : database_(database), timezone_(std::move(zone)), from_(from), to_(to), random_(seed) {}

  void fill() {
    for (int i = 0; i < 40; ++i) {
      insert("sources", {i == 0 ? "null" : i == 1 ? "''" : quoted(source(i)), slug(), owner_of(i)});
    }
    for (int i = 0; i < 8; ++i) insert("owners", {quoted(owner(i)), i % 3 == 0 ? "'user'" : "'workspace'"});
    insert("owners", {"null", "'user'"});
    for (int i = 0; i < 120; ++i)
      insert("owner_members", {maybe_dirty(owner(pick(10))), maybe_dirty(user()), instant(), instant()});
    for (int i = 0; i < 150; ++i)
      insert("source_collaborators", {maybe_dirty(source(pick(45))), maybe_dirty(user()), instant(), instant()});
    for (int i = 0; i < 200; ++i)
      insert("source_destinations", {maybe_dirty(source(pick(45))), maybe_dirty(name()), instant(), instant()});
    for (int i = 0; i < 3000; ++i)
      insert("source_calls", {maybe_dirty(source(pick(45))), date(), maybe_dirty(method()), calls()});
    for (int i = 0; i < 2000; ++i)
      insert("source_library_calls", {maybe_dirty(source(pick(45))), date(), maybe_dirty(name()), calls()});
    for (int i = 0; i < 3; ++i) insert("suppressed_users", {quoted(user())});
    insert("suppressed_users", {"null"});
    for (auto& [relation, rows] : inserts_) database_.exec("insert into nasty." + relation + " values " + rows);
  }

 private:
  unsigned pick(unsigned n) { return static_cast<unsigned>(random_() % n); }
  template <typename... Options>
  std::string one_of(Options... options) {
    const std::string list[] = {options...};
    return list[pick(sizeof...(options))];
  }

  void insert(const std::string& relation, const std::vector<std::string>& values) {
    std::string& rows = inserts_[relation];
    rows += rows.empty() ? "(" : ", (";
    for (std::size_t i = 0; i < values.size(); ++i) rows += (i == 0 ? "" : ", ") + values[i];
    rows += ")";
  }

  static std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
  }
  std::string maybe_dirty(const std::string& text) {
    const unsigned chance = pick(40);
    return chance == 0 ? "null" : chance == 1 ? "''" : quoted(text);
  }

  static std::string source(unsigned i) {
    return i % 7 == 0 ? "søurce \"" + std::to_string(i) + "\"" : "s" + std::to_string(i);
  }
  static std::string owner(unsigned i) { return i % 4 == 1 ? "o'" + std::to_string(i) : "o" + std::to_string(i); }
  std::string owner_of(int i) { return i % 9 == 0 ? "null" : i % 11 == 0 ? "''" : quoted(owner(pick(10))); }
  std::string user() { return one_of("u", "ü", "U ", "user\\", "u\"") + std::to_string(pick(12)); }
  std::string slug() { return one_of("null", "''", "E'tab\\tnew\\nline\\x01'", "'日本 \"q\" \\ /'", "'rein.pk'"); }
  std::string method() {
    return one_of("identify", "Identify", "track", "page", "delete", "--", "ünï", "track.ed", "group", "alias",
                  "screen");
  }
  std::string name() {
    return one_of("analytics.js", "analytics-js", "analyticsjs", "google-analytics", "Google Analytics", "...", "ios",
                  "2fast", "日本-lib", "a\"b", "é.é", "other");
  }
  std::string date() {
    return "date '" + iso(from_ - days{35} + days{pick(static_cast<unsigned>((to_ - from_).count()) + 40)}) + "'";
  }
  std::string calls() { return one_of("null", "0", "1", "17", "-5", "4503599627370497", "9007199254740993", "3"); }
  // Often exactly at the end of a day, or a microsecond before or after it.
  std::string instant() {
    if (pick(3) == 0) return "null";
    if (pick(12) == 0) return one_of("'infinity'", "'-infinity'");
    const Day day = from_ - days{3} + days{pick(static_cast<unsigned>((to_ - from_).count()) + 7)};
    return "timestamp '" + iso(day) + "' at time zone '" + timezone_ + "' + interval '" +
           one_of("0", "1 microsecond", "-1 microsecond", "7 hours") + "'";
  }

  TestDatabase& database_;
  std::string timezone_;
  Day from_;
  Day to_;
  std::mt19937 random_;
  std::map<std::string, std::string> inserts_;
};

struct Case {
  const char* timezone;
  Day from;
  Day to;
  int monthly = 30;
  int weekly = 7;
  std::vector<std::string> bounds = {};
  std::size_t max_bytes = std::size_t{1} << 30U;
};

config::Config config_for(const TestDatabase& database, const Case& which, const std::string& schema) {
  config::Config config;
  config.database.url = database.url();
  config.database.schema = schema;
  config.database.connect_timeout = std::chrono::seconds{10};
  config.job.timezone = which.timezone;
  config.event.time_of_day = std::chrono::hours{12};
  config.event.max_properties = 250;
  return config;
}

// The events of some days, with their keys in the order of the program.
struct Read {
  std::map<Day, NaiveEvents> events;
  std::map<Day, std::vector<std::pair<std::string, std::string>>> order;
};

// Like a run: a unit that is too large for `max_bytes` is read in two parts.
void read(read::UsageSource& source, const SourceRange& range, std::span<const day::DayFacts> facts,
          const expand::ExpansionRules& rules, Read& into) {
  const auto clock = io::make_system_clock();
  job::StageClock times(*clock);
  job::SourceCheck check(tracking_plan::load_tracking_plan(std::nullopt));
  job::EventStream stream({{}, false, false, std::nullopt, SENT_VERSION}, {}, check, times);
  expand::ChunkUsage usage(source.open(range), {facts.begin(), facts.end()}, rules);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!usage.advance_to(facts[i])) {
      const auto middle = usage.middle();
      const expand::ExpansionRules unlimited{rules.windows, rules.max_properties, rules.extra_properties,
                                             std::size_t{1} << 40U};
      if (!middle) return read(source, range, facts, unlimited, into);
      read(source, {range.from, middle}, facts, rules, into);
      return read(source, {middle, range.until}, facts, rules, into);
    }
    stream.each(usage, {facts[i], 0}, [&](const job::StreamedEvent& event) {
      EXPECT_EQ(event.refusal, std::nullopt);
      auto& order = into.order[facts[i].day];
      order.emplace_back(event.ids.source_id, event.ids.user_id);
      into.events[facts[i].day][order.back()] = event.json;
    });
  }
}

void compare_events(TestDatabase& database, const std::string& schema, const Case& which) {
  const config::Config config = config_for(database, which, schema);
  read::Calendar calendar(config, retry::no_patience);
  const auto facts = calendar.facts({which.from, which.to});
  auto source = read::make_postgres_usage_source(config, calendar.contract(), {});

  Read all;
  for (std::size_t chunk = 0; chunk <= which.bounds.size(); ++chunk) {
    SourceRange range;
    if (chunk > 0) range.from = which.bounds[chunk - 1];
    if (chunk < which.bounds.size()) range.until = which.bounds[chunk];
    read(*source, range, facts, {{which.monthly, which.weekly}, config.event.max_properties, 0, which.max_bytes}, all);
  }
  std::size_t compared = 0;
  NaiveRules rules{
      .schema = schema, .timezone = which.timezone, .monthly_days = which.monthly, .weekly_days = which.weekly};
  for (const day::DayFacts& day : facts) {
    const auto expected = naive_events(database, rules, iso(day.day));
    compared += expected.size();
    EXPECT_TRUE(std::ranges::is_sorted(all.order[day.day])) << iso(day.day);
    EXPECT_EQ(all.order[day.day].size(), expected.size()) << iso(day.day);
    for (const auto& [key, event] : expected) EXPECT_EQ(all.events[day.day][key], event) << iso(day.day);
  }
  EXPECT_GT(compared, 50U) << "the data are too thin to show anything";
}

void compare(const Case& which, unsigned seed) {
  SCOPED_TRACE(std::string(which.timezone) + " from " + iso(which.from) + ", seed " + std::to_string(seed));
  TestDatabase database;
  database.exec(bare_contract);
  Generator(database, which.timezone, which.from, which.to, seed).fill();
  compare_events(database, "nasty", which);
}

TEST(EventRules, AgreeWithANaiveReevaluation) {
  compare({"UTC", Day(2026, 3, 10), Day(2026, 3, 10)}, 1);
  compare({"UTC", Day(2026, 3, 10), Day(2026, 3, 10)}, 2);
}

TEST(EventRules, AgreeInABackfillOverLeapDayAndMonths) { compare({"UTC", Day(2024, 2, 27), Day(2024, 3, 3)}, 3); }

TEST(EventRules, AgreeInATimeZoneWithSummerTime) {
  compare({"Europe/Berlin", Day(2026, 3, 28), Day(2026, 3, 30)}, 4);
  compare({"America/New_York", Day(2026, 10, 31), Day(2026, 11, 2)}, 5);
}

TEST(EventRules, AgreeWithOtherWindows) {
  compare({"Asia/Kolkata", Day(2026, 1, 1), Day(2026, 1, 4), 28, 1}, 6);
  compare({"UTC", Day(2026, 1, 1), Day(2026, 1, 4), 9, 9}, 7);
}

TEST(EventRules, AgreeWhenTheSourcesAreCutIntoChunks) {
  compare({"UTC", Day(2026, 3, 9), Day(2026, 3, 11), 30, 7, {"s2", "s3", "sø"}}, 8);
}

TEST(EventRules, AgreeWhenChunksAreSplitBecauseTheyAreTooLarge) {
  for (const std::size_t bytes : {1U, 250'000U, 500'000U}) {
    compare({.timezone = "UTC", .from = Day(2026, 3, 9), .to = Day(2026, 3, 11), .max_bytes = bytes}, 9);
  }
}

// sql/examples/own_ids.sql: ids are bigint and uuid; in ranges of their texts too.
TEST(EventRules, AgreeWhenViewsCastIdsOfOtherTypes) {
  TestDatabase database(TestDatabase::With::nothing);
  database.exec("create extension \"uuid-ossp\"");
  run_psql(database.url(), "sql/examples/own_ids.sql");
  run_psql(database.url(), "tests/examples/own_ids.sql");
  compare_events(database, "source_data", {"UTC", Day(2026, 3, 8), Day(2026, 3, 10)});
  compare_events(database, "source_data", {"UTC", Day(2026, 3, 10), Day(2026, 3, 10), 30, 7, {"5", "a"}});
}

}  // namespace
}  // namespace sent::tests
