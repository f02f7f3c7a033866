// SPDX-License-Identifier: Apache-2.0

// Hostile rows: what docs/threat-model.md says about names and ids that a product's users choose.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "read/calendar.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/suite/effort.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

const Arguments run_day{"run", "--date", sample_day};

// As SQL string literals: everything in one name, and some that must stand alone.
const std::vector<std::string> evil_names{
    R"(E'\r\nX-Evil: 1\r\n\r\nPOST / HTTP/1.1')",
    R"(E'\x1b]0;owned\x07\x1b[2J\u009b31m\x7f\b')",
    R"(E'x\n2026-01-01T00:00:00.000Z error forged\r\x0b\x0c\u0085\u2028')",
    R"(E'\u202eevil\u2066\u200b\ufeff\ufffe')",
    R"(E'\x1f\x1e\t')",
    R"(E'''; drop table victim; -- " \\ $1 $$ /*')",
    R"('</script><script>alert(1)</script><img src=x onerror=alert(1)>"''&amp;')",
    R"('{}{0}{:>99999}%s%n%99999d${HOME}`id`$(id)')",
    R"('"},{"type":"track","event":"Forged"}]')",
    R"('__proto__')",
    R"('constructor')",
    R"('sourceId')",
    R"('=cmd|''/c calc''!A1')",
    R"('../../../../etc/passwd')",
    R"(repeat('Ω', 400))",
    R"('')",
};

bool has_controls(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7f; });
}

// Contains nothing that controls a terminal or hides text on it.
void expect_harmless(const std::string& text) {
  EXPECT_FALSE(has_controls(text)) << text;
  for (const auto* raw : {"\xc2\x9b", "\xc2\x85", "\xe2\x80\xae", "\xe2\x80\xa8", "\xef\xbb\xbf"})
    EXPECT_EQ(text.find(raw), std::string::npos) << text;
  for (const auto& line : lines_of(text)) EXPECT_FALSE(line.starts_with("2026-01-01")) << line;
}

struct HostileRows : testing::Test {
  HostileRows() { database.exec("create table victim ()"); }
  Job job() { return Job(database).to(receiver); }

  // A source, an owner, a user, methods, libraries and destinations of each of these names.
  void load(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const std::string id = name == "''" ? "'empty'" : name;
      database.exec("insert into sources values (" + id + ", " + name + ", " + id + "); insert into owners values (" +
                    id +
                    ", 'workspace');"
                    "insert into owner_members values (" +
                    id + ", " + id + "); insert into source_collaborators values (" + id +
                    ", 'guest');"
                    "insert into source_calls values (" +
                    id + ", '" + sample_day + "', 'track', 1)");
    }
    for (const std::string& name : names) {
      if (name == "''") continue;
      database.exec("insert into source_calls select source_id, '" + sample_day + "', " + name +
                    ", 2 from sources;"
                    "insert into source_library_calls select source_id, '" +
                    sample_day + "', " + name +
                    ", 3 from sources;"
                    "insert into source_destinations select source_id, " +
                    name + ", null, null from sources");
    }
  }

  TestDatabase database;
  Receiver receiver;
  TemporaryDirectory directory;
};

TEST_F(HostileRows, ArriveAsLiteralText) {
  load(evil_names);
  for (const auto* format : {"text", "json"}) {
    const auto result = job()({"--log-format", format, "--log-level", "trace", "backfill", "--from", sample_day, "--to",
                               sample_day, "--resend"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_harmless(result.err);
    if (std::string(format) == "json") {
      for (const auto& line : lines_of(result.err)) EXPECT_TRUE(Json::accept(line)) << line;
    }
  }
  EXPECT_EQ(receiver.events().size(), 2 * 2 * evil_names.size());
  EXPECT_TRUE(receiver.violations().empty()) << testing::PrintToString(receiver.violations());
  std::set<std::string> arrived, kept;
  for (const auto& event : receiver.events()) {
    arrived.insert(event.json["properties"]["sourceId"].get<std::string>() + "\n" +
                   event.json["properties"]["sourceSlug"].get<std::string>() + "\n" +
                   event.json["userId"].get<std::string>());
    for (const auto& [name, value] : event.json["properties"].items()) {
      EXPECT_TRUE(value.is_number() || value.is_boolean() || name == "sourceId" || name == "sourceSlug" ||
                  name == "ownerId")
          << name;
      EXPECT_EQ(name.find_first_of("<>\"'\\&{}$%;= \n\r\x1b"), std::string::npos) << name;
    }
  }
  for (const auto& row : database.query("select source_id, slug, user_id from sources, lateral (select source_id union "
                                        "select 'guest') as u (user_id)")) {
    kept.insert(*row[0] + "\n" + *row[1] + "\n" + *row[2]);
  }
  EXPECT_EQ(arrived, kept);
  for (const auto& request : receiver.requests()) EXPECT_EQ(request.headers.count("x-evil"), 0U);
  EXPECT_EQ(database.value("select count(*) from pg_class where relname = 'victim'"), "1");
}

TEST_F(HostileRows, AreShownAsTextByEveryCommand) {
  load(evil_names);
  receiver.set_handler([](int, const Json& body) {
    return std::optional(
        ScriptedAnswer{.status = 400,
                       .body = "refused: " + body["batch"][0]["properties"]["sourceSlug"].get<std::string>(),
                       .headers = {}});
  });
  EXPECT_EQ(job()(run_day).exit_code, 3);
  const std::string page = directory.file("status.html");
  const Arguments range{"--from", sample_day, "--to", sample_day};
  const Arguments again{"backfill", "--from", sample_day, "--to", sample_day, "--resend", "--dry-run"};
  const auto expect_harmless_output = [&](Arguments command, const Arguments& more) {
    command.insert(command.end(), more.begin(), more.end());
    const auto result = job()(command);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_harmless(result.out + result.err);
  };
  expect_harmless_output({"status", "--html", page}, range);
  expect_harmless_output({"status", "--json"}, range);
  expect_harmless_output(again, {"--format", "pretty"});
  expect_harmless_output(again, {"--format", "summary"});
  const auto exact = job()(again);
  EXPECT_EQ(lines_of(exact.out).size(), 2 * evil_names.size());
  EXPECT_FALSE(has_controls(exact.out)) << "escaped in what is sent, too";
  EXPECT_EQ(exact.out.find("\xc2\x9b"), std::string::npos);
  const std::string html = content_of(page);
  EXPECT_NE(html.find("&lt;img src=x onerror=alert(1)&gt;"), std::string::npos) << html;
  for (const auto* tag : {"<script", "<img", "</bdi></bdi>", "\" onerror"})
    EXPECT_EQ(html.find(tag), std::string::npos) << tag;
  EXPECT_NE(html.find("Content-Security-Policy\" content=\"default-src 'none'"), std::string::npos);
  expect_harmless(html);
}

TEST_F(HostileRows, AreTheSameInChunksCutAtHostileIds) {
  load(evil_names);
  const std::string due = job()({"run", "--date", sample_day, "--dry-run"}).out;
  EXPECT_EQ(lines_of(due).size(), 2 * evil_names.size());
  database.exec(
      "insert into sent_source_data.days values ('" + sample_day +
      "'); with ids as (select row_number() over w n, source_id, lead(source_id) over w next from source_data.sources "
      "window w as (order by source_id collate \"C\")) insert into sent_source_data.chunks (day, chunk, from_source, "
      "until_source) "
      "select '" +
      sample_day + "', n, case when n > 1 then source_id end, next from ids");
  EXPECT_EQ(job()(run_day).exit_code, 0);
  std::set<std::string> arrived;
  for (const auto& event : receiver.events()) arrived.insert(event.raw);
  const auto lines = lines_of(due);
  EXPECT_EQ(arrived, std::set<std::string>(lines.begin(), lines.end()));
  EXPECT_EQ(receiver.events().size(), lines.size());
}

// If the thirty people were read together, each would use a megabyte of memory several times.
TEST_F(HostileRows, OfAMegabyteAreRejectedAloneWithinTheMemory) {
  if (test_effort() != TestEffort::full) GTEST_SKIP() << "measures what a sanitizer changes";
  database.load_sample(sample_day);
  const auto usual = job()(run_day);
  EXPECT_EQ(usual.exit_code, 0) << usual.err;
  database.exec(
      "update sources set slug = repeat('<x>', 350000) where source_id = 'solo-1'; update sources set slug = "
      "repeat('y', 1000000) where source_id = 'acme-01';"
      "alter table source_library_calls rename to own_library_calls;"
      "create view source_library_calls as select * from own_library_calls union all select 'acme-02', '" +
      sample_day +
      "', repeat('z', 1000000), 1;"
      "insert into source_collaborators select 'solo-1', 'guest ' || i, null, null from generate_series(1, 30) i");
  const auto result = job()({"backfill", "--from", sample_day, "--to", sample_day, "--resend"});
  EXPECT_EQ(result.exit_code, 3) << result.err.substr(0, 4000);
  EXPECT_LT(result.err.size(), 64U * 1024) << "logs stay short";
  const auto rejected = std::stoul(database.value("select count(*) from sent_source_data.rejected_events"));
  EXPECT_GT(rejected, 32U);
  EXPECT_EQ(receiver.events().size(), 51U + 81U - rejected);
  const auto replayed = job().set("sink.max_event_bytes", "2000").set("sink.max_body_bytes", "3000")({"replay"});
  EXPECT_EQ(replayed.exit_code, 3) << replayed.err.substr(0, 4000);
  for (const auto& ended : {result, replayed}) EXPECT_LT(ended.peak_kibibytes, usual.peak_kibibytes + 64 * 1024);
}

TEST_F(HostileRows, OfAMegabyteEachAreReadInPieces) {
  if (test_effort() != TestEffort::full) GTEST_SKIP() << "measures what a sanitizer changes";
  database.exec(
      "insert into owners values ('o', 'user'); insert into owner_members values ('o', 'u'); insert into sources "
      "select i, 'x', 'o' from generate_series(1, 80) i;"
      "insert into source_calls select source_id, '" +
      sample_day +
      "', 'track', 1 from sources; alter table sources rename to own_sources;"
      "create view sources as select source_id, slug, owner_id from own_sources");
  const Job small = job().set("job.memory", "16MiB");
  const Arguments dry{"run", "--date", sample_day, "--dry-run", "--format", "summary"};
  const auto usual = small(dry);
  EXPECT_EQ(usual.exit_code, 0) << usual.err;
  database.exec(
      "create or replace view sources as select source_id, repeat(slug, 1000000) as slug, owner_id from own_sources");
  const auto result = small(dry);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("80"), std::string::npos) << result.err;
  EXPECT_LT(result.peak_kibibytes, usual.peak_kibibytes + 48 * 1024);
}

// Not UTF-8, or too long for a key of the ledger: one such row must not prevent the delivery of a day.
TEST_F(HostileRows, WithUnusableIdsAreDirtyAndStopNothing) {
  database.load_sample(sample_day);
  database.exec("create table random_id as select string_agg(md5(i::text), '') as id from generate_series(1, 80) i");
  for (const auto* relation : {"sources", "owners", "owner_members", "source_collaborators", "source_calls"}) {
    database.exec("alter table " + std::string(relation) + " rename to own_" + relation);
  }
  database.exec(
      "create view owners as select * from own_owners union all select id, 'workspace' from random_id;"
      "create view sources as select * from own_sources union all select id, 'long', null from random_id union all "
      "select 'of-long', 'x', id from random_id;"
      "create view owner_members as select * from own_owner_members union all select id, 'ada', null, null from "
      "random_id;"
      "create view source_collaborators as select * from own_source_collaborators union all select 'solo-1', id, null, "
      "null from random_id;"
      "create view source_calls as select * from own_source_calls union all select id, '" +
      sample_day + "', 'track', 1 from random_id");
  receiver.set_handler(
      [](int, const Json&) { return std::optional(ScriptedAnswer{.status = 422, .body = "no", .headers = {}}); });
  const auto result = job()({"--log-format", "json", "run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  for (const std::string found : {"sources\",\"count\":2,\"dirty_rows\":1", "owners\",\"count\":1,\"dirty_rows\":1",
                                  "source_collaborators\",\"count\":1,\"dirty_rows\":1"}) {
    EXPECT_NE(result.err.find("\"kind\":\"unusable_id\",\"relation\":\"" + found), std::string::npos) << result.err;
  }
  EXPECT_EQ(database.value("select count(*) from sent_source_data.rejected_events"), "51");
}

TEST_F(HostileRows, FromADatabaseWithoutAnEncodingStopNothing) {
  const std::string name = database.name() + "_ascii";
  database.exec("create database " + name + " encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0");
  const std::string url = PostgresCluster::shared().url(name);
  const Job ascii = job().set("database.url", url).set("ledger.url", database.url()).set("job.memory", "16MiB");
  EXPECT_EQ(ascii({"migrate", "--with-contract"}).exit_code, 0);
  {
    TestSession session(url);
    session.exec(
        "set client_encoding = SQL_ASCII; set search_path = source_data;"
        "insert into sources values ('good', E'slug \\xff', E'\\xe9'), (E'bad \\xff', 'x', 'o'), (E'bad \\xfe', 'x', "
        "'o');"
        "insert into owners values ('o', 'workspace'), (E'\\xe9', 'workspace'); insert into owner_members values ('o', "
        "E'\\xff\\xfe');"
        "insert into source_collaborators values ('good', 'ann'), ('good', E'\\xff'), ('good', E'\\xfe'), (E'bad "
        "\\xff', 'ann');"
        "insert into source_calls values ('good', '" +
        sample_day + "', 'track', 1), ('good', '" + sample_day + "', E'm\\xff', 1), (E'bad \\xff', '" + sample_day +
        "', 'track', 1);"
        "insert into source_destinations values ('good', E'd\\xff')");
  }
  config::Config config;
  config.database = {.url = url, .schema = "source_data", .connect_timeout = std::chrono::seconds{10}};
  config.job.timezone = "UTC";
  EXPECT_EQ(read::Calendar(config, {}).chunk_bounds(1), std::vector<std::string>{"good"})
      << "no chunk begins at an id that the ledger cannot keep";
  receiver.set_handler(
      [](int, const Json&) { return std::optional(ScriptedAnswer{.status = 422, .body = "no", .headers = {}}); });
  const auto result = ascii({"--log-format", "json", "run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_NE(result.err.find("unusable_id"), std::string::npos) << result.err;
  EXPECT_EQ(database.value("select string_agg(source_id || ' ' || user_id, ',') from sent_source_data.rejected_events"),
            "good ann");
  EXPECT_NE(database.value("select payload from sent_source_data.rejected_events")
                .find("\"sourceSlug\":\"slug \xef\xbf\xbd\""),
            std::string::npos);
  database.exec("drop database " + name + " with (force)");
}

// A view may say anything in its errors.
TEST_F(HostileRows, AreEscapedInErrorsOfAView) {
  database.load_sample(sample_day);
  database.exec(
      "create function complain() returns bigint language plpgsql as $$ begin raise exception "
      "E'\\x1b[31m\\n2026-01-01T00:00:00.000Z info forged\\r\\u009b'; end $$;"
      "alter table source_calls rename to own_calls; create view source_calls as select source_id, day, method, "
      "complain() as calls from own_calls");
  for (const auto* format : {"text", "json"}) {
    const auto result = job()({"--log-format", format, "run", "--date", sample_day});
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find("forged"), std::string::npos) << result.err;
    expect_harmless(result.err);
  }
}

}  // namespace
}  // namespace sent::tests
