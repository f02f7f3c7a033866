// SPDX-License-Identifier: Apache-2.0

// Default settings of a role or a database change neither the rows read nor those of the ledger.

#include <gtest/gtest.h>

#include <algorithm>

#include "config/config.hpp"
#include "ledger/ledger.hpp"
#include "read/calendar.hpp"
#include "read/postgres_usage_source.hpp"
#include "support/database/test_database.hpp"

namespace sent::tests {
namespace {

using Lines = std::vector<std::string>;

std::string text_of(const read::Text& text) { return text ? std::string(*text) : "NULL"; }
std::string text_of(Instant instant) { return std::to_string(instant.time_since_epoch().count()); }
std::string text_of(const read::Span& span) { return text_of(span.since) + " to " + text_of(span.until); }

struct HostileDefaults : testing::Test {
  HostileDefaults() {
    database.load_sample("2026-03-10");
    config.database.url = database.url();
    config.ledger.schema = "sent_source_data";
    config.database.schema = "source_data";
    config.database.connect_timeout = std::chrono::seconds{10};
    config.job.timezone = "America/New_York";
    config.job.lease = std::chrono::minutes{10};
    // A view of dates, which begin at midnight of the job's time zone.
    database.exec(
        "alter table owner_members rename to stored; create view owner_members as select owner_id, user_id, "
        "since::date as since, until::date as until from stored");
    database.exec("insert into sources values ('slash\\', 'Łódź 日本', null)");
    // Names whose text depends on settings.
    database.exec(
        "alter table owners rename to stored_owners; create view owners as select owner_id, '\\x00ff'::bytea as kind "
        "from stored_owners; alter table source_destinations rename to stored_destinations; create view "
        "source_destinations as select source_id, interval '-1 year 2 months -30 hours' as destination, enabled_at, "
        "disabled_at from stored_destinations; alter table source_calls rename to stored_calls; create view "
        "source_calls "
        "as select source_id, day, (1.0 / 3)::float8 as method, calls::numeric / 3 as calls from stored_calls");
  }

  Lines read_everything() {
    Lines lines;
    read::Calendar calendar(config, retry::no_patience);
    const auto contract = calendar.contract();
    for (const auto& facts : calendar.facts({Day{2026, 3, 7}, Day{2026, 3, 9}})) {
      lines.push_back(iso(facts.day) + " " + text_of(facts.ends_at));
    }
    for (const auto& bound : calendar.chunk_bounds(2)) lines.push_back(bound);
    const auto usage = read::make_postgres_usage_source(config, contract, {});
    const auto snapshot = usage->open({"a", std::nullopt});
    const auto add = [&](const std::string& line) { lines.push_back(line); };
    snapshot->sources([&](const auto& row) { add(text_of(row.source_id) + " " + text_of(row.slug)); });
    snapshot->owners([&](const auto& row) { add(text_of(row.owner_id) + " " + text_of(row.kind)); });
    snapshot->members([&](const auto& row) { add(text_of(row.user_id) + " " + text_of(row.span)); });
    snapshot->destinations([&](const auto& row) { add(text_of(row.destination) + " " + text_of(row.span)); });
    snapshot->counters(read::Counters::calls, {Day{2026, 3, 1}, Day{2026, 3, 10}}, [&](const auto& row) {
      add(text_of(row.source_id) + " " + text_of(row.name) + " " + std::to_string(row.calls.value_or(-1)) + " " +
          text_of(row.unusable));
    });
    std::ranges::sort(lines);
    return lines;
  }

  Lines keep_a_ledger(const std::string& worker, Day day) {
    const auto ledger = ledger::make_postgres_ledger(config, worker, ledger::LedgerUse::delivering, retry::no_patience);
    ledger->open_day(day, std::vector<std::string>{"Łódź", "日本"}, {});
    auto claim = ledger->claim(day, 0).value();
    const std::vector<Rejection> rejected{
        {"back\\slash", "NULL", "00000000-0000-5000-8000-000000000001", "{\"a\":\"'\\\\ é\"}", 400, "日本 \\ ' \""}};
    ledger->record(claim, {Position{"back\\slash", "u"}, {}, 3, rejected, {}});
    ledger->renew(std::vector{claim});
    Lines lines;
    for (const auto& chunk : ledger->chunks(day)) {
      lines.push_back(chunk.range.from.value_or("-") + " " + std::to_string(chunk.delivered));
    }
    for (const auto& event : ledger->rejected_events(day, std::nullopt, 10, 10'000)) {
      lines.push_back(event.source_id + event.user_id + event.message_id + event.payload + event.reason);
    }
    ledger->begin(claim, claim.settled.events);
    ledger->complete(claim);
    lines.push_back(std::to_string(ledger->rejected_days().empty() ? 0 : 1) +
                    std::to_string(ledger->complete_days({day, day}, std::nullopt).size()));
    return lines;
  }

  void set_hostile_defaults() {
    database.exec(
        "create schema evil; create function evil.concat(text, text) returns text language sql as $$ select "
        "'evil' $$; create function evil.now() returns timestamptz language sql as $$ select timestamptz "
        "'1999-01-01' $$");
    const std::string settings[][2] = {{"DateStyle", "'German, DMY'"},
                                       {"IntervalStyle", "'sql_standard'"},
                                       {"TimeZone", "'Pacific/Chatham'"},
                                       {"search_path", "evil, pg_catalog"},
                                       {"client_encoding", "'LATIN1'"},
                                       {"standard_conforming_strings", "'off'"},
                                       {"escape_string_warning", "'on'"},
                                       {"bytea_output", "'escape'"},
                                       {"extra_float_digits", "'-15'"},
                                       {"array_nulls", "'off'"},
                                       {"quote_all_identifiers", "'on'"},
                                       {"transform_null_equals", "'on'"},
                                       {"backslash_quote", "'off'"},
                                       {"xmlbinary", "'hex'"},
                                       {"gin_fuzzy_search_limit", "'1'"},
                                       {"from_collapse_limit", "'1'"},
                                       {"enable_seqscan", "'off'"},
                                       {"enable_hashjoin", "'off'"},
                                       {"parallel_setup_cost", "'0'"},
                                       {"parallel_tuple_cost", "'0'"},
                                       {"min_parallel_table_scan_size", "'0'"},
                                       {"plan_cache_mode", "'force_generic_plan'"},
                                       {"lock_timeout", "'1h'"},
                                       {"idle_in_transaction_session_timeout", "'1h'"},
                                       {"default_transaction_deferrable", "'on'"},
                                       {"synchronous_commit", "'off'"},
                                       {"lc_messages", "'C'"},
                                       {"jit", "'on'"},
                                       {"jit_above_cost", "'0'"},
                                       {"row_security", "'on'"},
                                       {"statement_timeout", "'1h'"},
                                       {"default_transaction_read_only", "'on'"},
                                       {"default_transaction_isolation", "'serializable'"}};
    for (const auto& [name, value] : settings) set_default(name, value);
  }
  void set_default(const std::string& name, const std::string& value) {
    database.exec("alter database " + database.name() + " set " + name + " to " + value);
    database.exec("alter role postgres in database " + database.name() + " set " + name + " to " + value);
  }

  config::Config config;
  TestDatabase database;
};

TEST_F(HostileDefaults, DoNotChangeTheRowsRead) {
  const Lines usual = read_everything();
  ASSERT_GT(usual.size(), 100U);
  set_hostile_defaults();
  EXPECT_EQ(read_everything(), usual);
  for (const std::string style : {"'SQL, DMY'", "'SQL, MDY'", "'Postgres, DMY'", "'ISO, YMD'"}) {
    set_default("DateStyle", style);
    EXPECT_EQ(read_everything(), usual) << style;
  }
}

TEST_F(HostileDefaults, DoNotChangeTheRowsOfTheLedger) {
  const Lines usual = keep_a_ledger("one", {2026, 3, 10});
  set_hostile_defaults();
  EXPECT_EQ(keep_a_ledger("two", {2026, 3, 11}), usual);
  int number = 12;
  for (const std::string style : {"'SQL, DMY'", "'Postgres, MDY'"}) {
    set_default("DateStyle", style);
    EXPECT_EQ(keep_a_ledger("with " + style, {2026, 3, static_cast<unsigned>(number++)}), usual) << style;
  }
}

}  // namespace
}  // namespace sent::tests
