// SPDX-License-Identifier: Apache-2.0

// `check` with the real program, database and receiver: each fault appears in its line and in the exit code.

#include <gtest/gtest.h>

#include <cstdio>
#include <regex>

#include "support/database/roles.hpp"
#include "support/files/golden.hpp"
#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/check_report.hpp"
#include "support/program/job.hpp"
#include "support/servers/pgbouncer.hpp"
#include "support/servers/server_commands.hpp"

namespace sent::tests {
namespace {

using Json = nlohmann::json;

const std::string& reader = Roles::reader;

struct Check : testing::Test {
  Check() {
    database.load_sample(sample_day);
    EXPECT_EQ(job()({"migrate"}).exit_code, 0);
  }

  Job job() {
    Job job = Job(database).to(receiver.url("localhost")).set("sink.ca_file", certificates.ca_file());
    return job.set("database.url", roles.reader_url()).set("ledger.url", roles.ledger_url());
  }
  static CheckReport check(const Job& job, Arguments more = {}) {
    more.insert(more.begin(), {"check", "--json"});
    auto report = report_of(job(more));
    EXPECT_EQ(report.text.find("hush"), std::string::npos) << report.text;
    return report;
  }

  // The parts that differ between machines.
  std::string steady(std::string text) {
    text = std::regex_replace(text, std::regex("PostgreSQL [0-9.]+"), "PostgreSQL 15.0");
    text = std::regex_replace(text, std::regex(database.name()), "product");
    text = std::regex_replace(text, std::regex("(127.0.0.1|localhost):[0-9]+"), "$1:1000");
    return std::regex_replace(text, std::regex("20[0-9]{2}-[0-9]{2}-[0-9]{2}"), "2026-03-10");
  }

  TestDatabase database{TestDatabase::With::contract};
  Roles roles{database};
  Certificates certificates;
  Receiver receiver{{.tls = certificates.server_for(100, {"DNS:localhost"})}};
};

TEST_F(Check, HasNoErrorsInAHealthySetup) {
  database.exec("analyze");
  const auto text = job()({"check"});
  EXPECT_EQ(text.exit_code, 0) << text.out << text.err;
  expect_golden("tests/golden/check.txt", steady(text.out));
  const auto json = job()({"check", "--json", "--send-test-event"});
  EXPECT_EQ(json.exit_code, 0) << json.out << json.err;
  expect_golden("tests/golden/check.json", steady(json.out));
  EXPECT_EQ(text.err + json.err, "");
}

TEST_F(Check, SendsOneTestEventOnlyWhenAsked) {
  EXPECT_EQ(check(job()).exit_code, 0);
  EXPECT_TRUE(receiver.requests().empty());
  for (const int sent : {1, 2}) {
    expect_check(check(job(), {"--send-test-event"}), 0, "test_event", "ok",
                 "was accepted: HTTP 200: {\"success\": true}");
    ASSERT_EQ(receiver.events().size(), static_cast<std::size_t>(sent));
  }
  const Json event = receiver.events()[0].json;
  EXPECT_EQ(event["event"], "Sent Source Data Test");
  EXPECT_EQ(event["userId"], "sent-source-data-check");
  EXPECT_EQ(event["properties"], Json({{"test", true}}));
  EXPECT_EQ(event["integrations"], Json({{"All", false}}));
  EXPECT_NE(event["messageId"], receiver.events()[1].json["messageId"]);
  EXPECT_TRUE(receiver.violations().empty());
  EXPECT_EQ(database.value("select count(*) from sent_source_data.runs"), "0");
}

TEST_F(Check, ReportsARefusedTestEvent) {
  const auto refused = check(job().set("sink.write_key", "hush-key"), {"--send-test-event"});
  expect_check(refused, 5, "test_event", "error", "HTTP 401: invalid write key");
  receiver.set_handler([](int, const Json&) { return ScriptedAnswer{503, "later", {}}; });
  expect_check(check(job(), {"--send-test-event"}), 6, "test_event", "error", "HTTP 503: later");
  EXPECT_EQ(receiver.requests().size(), 2U) << "asked once each time";
}

TEST_F(Check, GoesOnWithoutAKey) {
  const Job keyless = Job(database).set("sink.preset", "segment-us").set("database.url", roles.reader_url());
  database.exec("alter table source_data.source_calls rename column method to verb");
  const auto report = check(keyless, {"--send-test-event"});
  expect_check(report, 2, "receiver", "error", "sink.write_key is missing");
  expect_check(report, 2, "contract", "error", "column source_calls.method is missing");
  expect_check(report, 2, "test_event", "skipped", "not checked: the receiver is not configured");
}

TEST_F(Check, SaysHowManyConnectionsARunNeeds) {
  const std::string role = "connections_" + database.name();
  database.exec("create role " + role + " login in role sent_source_data_reader connection limit 3");
  Job limited = job().set("database.url", PostgresCluster::shared().url_of(role, database.name()));
  expect_check(check(limited), 0, "connections", "ok", "a run needs 3 at a time");
  EXPECT_EQ(limited({"run", "--date", sample_day}).exit_code, 0);
  database.exec("alter role " + role + " connection limit 2");
  expect_check(check(limited), 4, "connections", "error", "a run needs 3 at a time, and the role may have 2");
  EXPECT_EQ(limited.set("database.max_attempts", "1")({"run", "--date", "2026-03-09"}).exit_code, 4);
  database.exec("drop role " + role);
}

TEST_F(Check, NamesWhatTheRoleMayReadBeyondTheContract) {
  database.exec(
      "create schema app; create table app.people (id int); grant usage on schema app to public; "
      "grant select on app.people to public");
  expect_check(check(job()), 0, "excess_privileges", "warning", "may read 1 relation beyond the contract: app.people");
}

TEST_F(Check, ReportsWhatASampleShowsOfTheMapping) {
  database.exec("delete from source_data.source_calls");
  database.exec("delete from source_data.source_library_calls");
  for (const std::string table : {"source_calls", "source_library_calls"}) {
    database.exec("alter table source_data." + table + " rename to counters; create view source_data." + table +
                  " as select source_id, (now() at time zone 'UTC')::date - 1 as day, 'node/1.2.3' as " +
                  (table == "source_calls" ? "method" : "library") + ", 5 as calls from source_data.sources; " +
                  "grant select on source_data." + table + " to public; drop table source_data.counters");
  }
  const auto report = check(job());
  for (const std::string finding :
       {"source_calls: none of the methods is one of the six standard ones",
        "source_library_calls: a library whose name ends in a version",
        "source_calls: days of the monthly window that are before the first counter: 29 of those of"})
    EXPECT_NE(report.text.find(finding), std::string::npos) << finding << report.text;
}

TEST_F(Check, WarnsAboutAViewWhoseDaysAreOfAnotherZone) {
  database.exec(
      "create table source_data.hours (source_id text, hour timestamp, method text, calls bigint); "
      "create view source_data.days as select source_id, "
      "(hour at time zone 'UTC' at time zone 'America/New_York')::date as day, method, calls "
      "from source_data.hours; drop table source_data.source_calls; "
      "create view source_data.source_calls as select * from source_data.days; "
      "grant select on source_data.source_calls to public");
  const std::string warning = "source_calls: its view makes days of America/New_York, but job.timezone is ";
  EXPECT_NE(check(job()).text.find(warning + "UTC"), std::string::npos);
  EXPECT_NE(check(job().set("job.timezone", "America/Chicago")).text.find(warning), std::string::npos);
  for (const std::string same : {"America/New_York", "america/new_york", "America/Detroit"}) {
    const auto report = check(job().set("job.timezone", same));
    EXPECT_EQ(report.text.find("its view makes days"), std::string::npos) << same << report.text;
  }
}

TEST_F(Check, ReportsEachBadSettingInALineOfItsOwn) {
  const auto report =
      check(job().set("job.settle", "soon").set("sink.no_such", "hush").set("sink.max_attempts", "0"), {});
  EXPECT_EQ(report.exit_code, 2);
  EXPECT_EQ(report.lines.count("settings"), 3U) << report.text;
  EXPECT_EQ(report.lines.size(), 3U) << "nothing else is checked";
}

TEST_F(Check, ReportsSettingsThatOnlyALibraryRefuses) {
  expect_check(check(job().set("database.url", "postgresql://u:hush%zz@h/d")), 2, "settings", "error", "database.url");
  const auto unread = check(job().set("sink.ca_file", "/nowhere/ca.pem"));
  expect_check(unread, 2, "receiver", "error", "/nowhere/ca.pem");
  expect_check(unread, 2, "receiver_tls", "skipped", "not reached");
  expect_check(check(job().set("plan.directory", "/nowhere")), 2, "tracking_plan", "error", "/nowhere");
  expect_check(check(job().set("job.timezone", "Mars/Olympus")), 2, "time_zone", "error", "pg_timezone_names");
}

TEST_F(Check, ContinuesWhenTheDatabaseIsDown) {
  const auto down = check(job().set("database.url", "postgresql://u:hush@127.0.0.1:1/d"));
  expect_check(down, 4, "database", "error", "Connection refused");
  expect_check(down, 4, "contract", "skipped", "the database was not reached");
  expect_check(down, 4, "ledger", "ok", "version");
  expect_check(down, 4, "receiver", "ok", "connected to localhost");
  const Job nothing = job()
                          .set("database.url", "postgresql://u:hush@127.0.0.1:1/d")
                          .set("ledger.url", "")
                          .set("sink.url", "https://127.0.0.1:1/b");
  const auto both = check(nothing, {"--send-test-event"});
  expect_check(both, 4, "ledger", "skipped", "its database was not reached");
  expect_check(both, 4, "receiver", "error", "connecting to 127.0.0.1:1: Connection refused");
  expect_check(both, 4, "test_event", "skipped", "the receiver was not reached");
  expect_check(check(job().set("ledger.url", "postgresql://u:hush@127.0.0.1:1/d")), 4, "ledger", "error",
               "check ledger.url");
}

TEST_F(Check, WarnsAboutAWrongClock) {
  const Environment two_minutes_ahead{
      {"LD_PRELOAD", SENT_FAKETIME}, {"FAKETIME", "+2m"}, {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
  const auto report = report_of(job()({"check", "--json"}, two_minutes_ahead));
  expect_check(report, 0, "clock", "warning", " s behind this machine's");
}

TEST_F(Check, ReportsMissingPartsOfTheContract) {
  database.exec("alter table source_destinations drop column enabled_at");
  expect_check(check(job()), 2, "contract", "error",
               "alter table \"source_data\".source_destinations add column enabled_at timestamptz;");
  database.exec("drop table source_destinations");
  const auto report = check(job());
  expect_check(report, 2, "contract", "error",
               "create table \"source_data\".source_destinations (source_id text, destination text");
  expect_check(report, 2, "reads_of_source_calls", "skipped", "the contract cannot be read");
  expect_check(check(job().set("database.schema", "elsewhere")), 2, "contract", "error",
               "set database.schema to the schema that contains them");
  expect_check(check(job().set("database.schema", "elsewhere")), 2, "privileges", "skipped",
               "schema \"elsewhere\" does not exist");
}

// A type that can be cast is accepted. A type that cannot, or that cannot be compared with a day, is reported before a
// run fails.
TEST_F(Check, ReportsTypesThatTheContractDoesNotHave) {
  const auto replace = [&](const std::string& select) {
    database.exec("drop view if exists mapped.source_calls; create view mapped.source_calls as " + select +
                  "; grant select on all tables in schema mapped to " + reader);
  };
  database.exec("create schema mapped; grant usage on schema mapped to " + reader);
  for (const std::string table :
       {"sources", "owners", "owner_members", "source_collaborators", "source_library_calls", "source_destinations"}) {
    database.exec("create view mapped." + table + " as select * from source_data." + table);
  }
  const Job mapped = job().set("database.schema", "mapped");
  replace("select source_id, day, method::varchar(9), calls::numeric(20, 2) from source_calls");
  expect_check(check(mapped), 0, "contract", "ok", "optional relations: none");
  replace("select source_id, day::timestamp as day, method, calls from source_calls");
  expect_check(check(mapped), 2, "contract", "error",
               "column source_calls.day is of type timestamp without time zone, and must be date / let the view "
               "\"mapped\".source_calls select day::date as day");
  replace("select source_id, day, method, calls > 0 as calls from source_calls");
  expect_check(check(mapped), 2, "contract", "error",
               "column source_calls.calls is of type boolean, and must be an integer type or numeric / let the view "
               "\"mapped\".source_calls select calls::integer as calls");
}

TEST_F(Check, ReportsAViewWhoseOwnerCannotReadItsTables) {
  database.exec(
      "alter table owners rename to stored; create view owners as select * from stored; grant select on owners to " +
      reader + "; alter view owners owner to " + Roles::ledger);
  expect_check(check(job()), 2, "contract", "error", "permission denied for table stored");
  expect_check(check(job()), 2, "contract", "error",
               "for a view, select on the relations behind it: to the view's owner");
  database.exec("grant usage on schema source_data to " + Roles::ledger + "; grant select on stored to " +
                Roles::ledger);
  expect_check(check(job()), 0, "contract", "ok", "every relation");
}

TEST_F(Check, ReportsMissingAndExcessivePrivileges) {
  database.exec("grant insert on sources to " + reader);
  expect_check(check(job()), 0, "excess_privileges", "warning", "may write to sources");
  database.exec("revoke insert on sources from " + reader + "; alter role " + reader + " createdb");
  expect_check(check(job()), 0, "excess_privileges", "warning", "may create databases");
  database.exec("alter role " + reader + " nocreatedb replication");
  expect_check(check(job()), 0, "excess_privileges", "warning", "may replicate the server");
  database.exec("alter role " + reader + " noreplication bypassrls");
  expect_check(check(job()), 0, "excess_privileges", "warning", "bypasses row-level security");
  database.exec("alter role " + reader + " nobypassrls; grant create on schema source_data to " + reader);
  expect_check(check(job()), 0, "excess_privileges", "warning", "may create relations in the schema");
  database.exec("revoke create on schema source_data from " + reader + "; alter table owners owner to " + reader);
  expect_check(check(job()), 0, "excess_privileges", "warning", "owns owners");
  database.exec("alter table owners owner to postgres");
  expect_check(check(job().set("database.url", database.url())), 0, "excess_privileges", "warning", "is a superuser");
  database.exec("revoke select on owners from " + reader);
  expect_check(check(job()), 2, "privileges", "error", "may not read owners");
  database.exec("revoke usage on schema source_data from " + reader);
  expect_check(check(job()), 2, "privileges", "error", "grant usage on schema \"source_data\"");
}

// A hundred thousand rows over fifty days, behind a view.
TEST_F(Check, WarnsWhenOneDayReadsAllCounters) {
  database.exec(
      "create table everything as select 's' || i % 2000 as source_id, current_date - i / 2000 as day, 'track' as "
      "method, 1 as calls "
      "from generate_series(0, 99999) i; analyze everything; drop table source_calls; "
      "create view source_calls as select * from everything; grant select on source_calls to " +
      reader);
  expect_check(check(job()), 0, "reads_of_source_calls", "warning", "costs 100 % of reading every day");
  database.exec("create index on everything (day)");
  expect_check(check(job()), 0, "reads_of_source_calls", "ok", "without the other days' rows");
}

// More sources than fit in job.memory, and one day with tens of thousands of rows.
TEST_F(Check, WarnsWhenEachChunkReadsTheWholeDay) {
  database.exec(
      "insert into sources select 's' || i, null, null from generate_series(1, 20000) i; analyze sources; "
      "create table everything as select 's' || i % 20000 as source_id, current_date - 1 - i / 20000 as day, "
      "'track' as method, 1 as calls from generate_series(0, 59999) i; analyze everything; create index on everything "
      "(day); drop table source_calls; "
      "create view source_calls as select * from everything; grant select on source_calls to " +
      reader);
  const Job small = job().set("job.memory", "16MiB");
  expect_check(check(job()), 0, "reads_of_source_calls", "ok", "without the other days' rows");
  expect_check(check(small), 0, "reads_of_source_calls", "warning", "each of some 3 chunks");
  database.exec("create index on everything (source_id collate \"C\", day)");
  expect_check(check(small), 0, "reads_of_source_calls", "ok", "without the other sources' rows");
}

TEST_F(Check, ReportsAMissingLedgerAndAnotherVersion) {
  database.exec("update sent_source_data.deployment set version = version - 1");
  expect_check(check(job()), 2, "ledger", "error", "create or upgrade it with `sent-source-data migrate`");
  database.exec("update sent_source_data.deployment set version = version + 2");
  expect_check(check(job()), 2, "ledger", "error", "newer than this program's");
  database.exec(
      "update sent_source_data.deployment set version = version - 1; "
      "revoke insert on sent_source_data.runs from " +
      Roles::ledger);
  expect_check(check(job()), 2, "ledger_privileges", "error", "grant insert on sent_source_data.runs to");
  database.exec("revoke usage on schema sent_source_data from " + Roles::ledger);
  expect_check(check(job()), 2, "ledger", "error", "grant usage on schema sent_source_data to");
  database.exec("drop schema sent_source_data cascade");
  expect_check(check(job()), 2, "ledger", "error", "`sent-source-data migrate`");
  expect_check(check(job().set("ledger.url", roles.reader_url())), 2, "ledger", "error",
               "grant create on database " + database.name());
}

TEST_F(Check, ReportsAReceiverThatIsUnreachableOrUntrusted) {
  expect_check(check(job().set("sink.url", "https://nowhere.invalid/b")), 6, "receiver", "error",
               "resolving nowhere.invalid");
  expect_check(check(job().set("sink.url", receiver.url("127.0.0.1"))), 6, "receiver", "error", "IP address mismatch");
  expect_check(check(job().set("sink.ca_file", "")), 6, "receiver", "error", "set sink.ca_file");
  EXPECT_TRUE(receiver.requests().empty());
  Receiver ending({.tls = certificates.server_for(3, {"DNS:localhost"})});
  expect_check(check(job().set("sink.url", ending.url("localhost"))), 0, "receiver_tls", "warning",
               "trusted for 2 days");
  Receiver plain;
  expect_check(check(job().set("sink.url", plain.url() + "?token=hush")), 0, "receiver_tls", "warning", "unencrypted");
}

TEST_F(Check, ReportsARegionAndAKeyThatDoNotMatch) {
  const auto elsewhere = check(job().set("sink.preset", "segment-eu").set("sink.write_key", "hush-key"));
  expect_check(elsewhere, 0, "region", "warning", "localhost is not a known host of Segment");
  expect_check(elsewhere, 0, "write_key", "warning", "32 letters and digits");
}

TEST_F(Check, ReportsWhetherTheFileCanBeWritten) {
  TemporaryDirectory folder;
  const Job to_file = job().set("sink.preset", "file").set("sink.path", folder.file("events.ndjson"));
  expect_check(check(to_file, {"--send-test-event"}), 0, "receiver", "ok", "events.ndjson");
  expect_check(check(to_file, {"--send-test-event"}), 0, "test_event", "skipped", "no receiver");
  EXPECT_FALSE(std::filesystem::exists(folder.file("events.ndjson")));
  expect_check(check(job().set("sink.preset", "file").set("sink.path", "/nowhere/e")), 2, "receiver", "error",
               "set sink.path");
}

TEST_F(Check, SaysWhetherMetricsCanBePublished) {
  const auto lost =
      check(job().set("metrics.textfile", "/nowhere/job.prom").set("metrics.pushgateway", "http://127.0.0.1:1"));
  expect_check(lost, 0, "metrics_textfile", "warning", "/nowhere/job.prom cannot be written");
  expect_check(lost, 0, "metrics_pushgateway", "warning", "127.0.0.1:1");
  const TemporaryDirectory directory;
  const Receiver gateway;
  const auto found =
      check(job().set("metrics.textfile", directory.file("job.prom")).set("metrics.pushgateway", gateway.url()));
  expect_check(found, 0, "metrics_textfile", "ok", "can be written");
  expect_check(found, 0, "metrics_pushgateway", "ok", "can be reached");
}

TEST_F(Check, WorksThroughAPoolerOfOneConnection) {
  const PgBouncer pooler(PostgresCluster::shared(), 1);
  const auto report = check(job().set("database.url", pooler.url(database.name())).set("ledger.url", ""));
  expect_check(report, 0, "contract", "ok", "every relation");
  expect_check(report, 0, "ledger_privileges", "ok", "every privilege that a run needs");
}

TEST_F(Check, IsColouredOnlyOnATerminal) {
  EXPECT_EQ(job()({"check"}).out.find('\x1b'), std::string::npos);
  const std::string check = shell_word(SENT_PROGRAM) +
                            " check --set database.url=postgresql://127.0.0.1:1/d "
                            "--set sink.preset=file --set sink.path=-";
  const std::string command = "script -qec " + shell_word(check) + " /dev/null";
  const auto on_terminal = [](const std::string& line) { return output_of("TERM=xterm " + line); };
  EXPECT_NE(on_terminal(command).find("\x1b[31merror"), std::string::npos);
  const std::string plain = on_terminal("NO_COLOR=1 " + command);
  EXPECT_NE(plain.find("error    database"), std::string::npos) << plain;
  EXPECT_EQ(plain.find('\x1b'), std::string::npos) << plain;
}

}  // namespace
}  // namespace sent::tests
