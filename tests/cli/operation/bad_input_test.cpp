// SPDX-License-Identifier: Apache-2.0

// Bad input: a clear error, the right exit code, nothing half-done.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/program/job.hpp"
#include "support/servers/certificates.hpp"
#include "support/servers/postgres_cluster.hpp"

namespace sent::tests {
namespace {

void expect(const ProgramResult& result, int exit_code, const std::string& part) {
  EXPECT_EQ(result.exit_code, exit_code) << result.err;
  EXPECT_NE(result.err.find(part), std::string::npos) << "expected: " << part << "\ngot: " << result.err;
  EXPECT_EQ(result.out, "");
}

const Arguments run_sample{"run", "--date", sample_day};

struct BadInput : testing::Test {
  BadInput() { database.load_sample(sample_day); }
  ~BadInput() override {
    EXPECT_EQ(receiver.events().size(), 0U);
    EXPECT_EQ(
        database.value("select count(*) from sent_source_data.chunks where delivered > 0 or completed_at is not null"),
        "0");
  }
  Job job() { return Job(database).to(receiver); }

  TestDatabase database;
  Receiver receiver;
};

TEST_F(BadInput, AnUnknownSettingIsReportedWithASuggestion) {
  expect(job().set("sink.concurency", "2")(run_sample), 2, "did you mean sink.concurrency?");
}

TEST_F(BadInput, ADateThatDoesNotExistIsAUsageError) {
  expect(job()({"run", "--date", "2026-02-30"}), 2, "--date 2026-02-30: expected a date");
}

TEST_F(BadInput, ARangeThatEndsBeforeItBeginsIsAUsageError) {
  expect(job()({"backfill", "--from", "2026-03-02", "--to", "2026-03-01"}), 2,
         "--to 2026-03-01 is before --from 2026-03-02");
}

TEST_F(BadInput, ADayInTheFutureIsNotClosed) {
  expect(job()({"run", "--date", "2999-01-01"}), 8, "2999-01-01 is not closed");
  expect(job()({"backfill", "--from", "2026-03-10", "--to", "2999-01-01"}), 8, "is not closed");
  expect(job()({"run", "--date", "2999-01-01", "--dry-run"}), 8, "is not closed");
  EXPECT_EQ(database.value("select count(*) from sent_source_data.days"), "0");
}

TEST_F(BadInput, ADayAfterUsageCompleteIsNotClosed) {
  expect(job()({"run", "--date", "2026-03-11"}), 8, "usage_complete says that counters are final through 2026-03-10");
  // Without its row the relation is not in use, as in reference tables that stay empty.
  database.exec("delete from usage_complete");
  EXPECT_EQ(job()({"run", "--date", "2026-03-11", "--dry-run"}).exit_code, 0);
}

TEST_F(BadInput, AMissingRelationIsNamedWithTheStatementThatCreatesIt) {
  database.exec("alter table owners rename to elsewhere");
  expect(job()(run_sample), 2, "relation owners is missing from schema \"source_data\"");
  expect(job()(run_sample), 2, "create table \"source_data\".owners (owner_id text, kind text);");
}

TEST_F(BadInput, AMissingColumnIsNamedWithTheStatementThatAddsIt) {
  database.exec("alter table source_calls rename column method to verb");
  expect(job()(run_sample), 2, "column source_calls.method is missing");
  expect(job()(run_sample), 2, "alter table \"source_data\".source_calls add column method text;");
}

TEST_F(BadInput, AMissingSchemaIsReportedByItsRelations) {
  expect(job().set("database.schema", "x\"; drop table y --")(run_sample), 2,
         "does not exist, or contains no relation of the contract");
}

TEST_F(BadInput, AMissingLedgerIsReportedWithTheCommandThatCreatesIt) {
  TestDatabase bare(TestDatabase::With::contract);
  expect(Job(bare).to(receiver)(run_sample), 2, "create or upgrade it with `sent-source-data migrate`");
}

TEST_F(BadInput, AnUnknownTimeZoneIsNamed) {
  expect(job().set("job.timezone", "Mars/Olympus")(run_sample), 2, "Mars/Olympus");
}

TEST_F(BadInput, ASourceThatDoesNotExistIsNamed) {
  for (const Arguments& more : {Arguments{}, Arguments{"--dry-run"}}) {
    Arguments command{"run", "--date", sample_day, "--source", "acme-01", "--source", "nobody's", "--source", "no"};
    command.insert(command.end(), more.begin(), more.end());
    expect(job()(command), 2, "none has the id \"no\", \"nobody's\"");
  }
  EXPECT_EQ(job()({"run", "--date", sample_day, "--source", "acme-01", "--dry-run"}).exit_code, 0);
}

TEST_F(BadInput, ATimeZoneThatIsNotANameIsRefused) {
  for (const std::string zone : {"UTC+3", "+05:30", "GMT+5", "5", "PDT", "<UTC>-3", "Foo/Bar+3", "EST4", "utc0"}) {
    // The server itself refuses an abbreviation.
    const std::string refusal =
        zone == "PDT" ? "set job.timezone to a name" : "job.timezone = \"" + zone + "\" is not the name of a time zone";
    expect(job().set("job.timezone", zone)(run_sample), 2, refusal);
    const auto check = job().set("job.timezone", zone)({"check"});
    EXPECT_EQ(check.exit_code, 2);
    EXPECT_NE(check.out.find(refusal), std::string::npos) << check.out;
  }
  for (const std::string zone :
       {"UTC", "utc", "EST5EDT", "Asia/Tokyo", "Etc/GMT+5", "europe/berlin", "America/Port-au-Prince"}) {
    const Arguments dry{"run", "--date", "2026-03-09", "--dry-run", "--format", "summary"};
    EXPECT_EQ(job().set("job.timezone", zone)(dry).exit_code, 0) << zone;
  }
}

TEST_F(BadInput, AWrongPasswordIsReportedAndNotShown) {
  database.exec(
      "do $$ begin create role guarded login password 'open sesame'; exception when duplicate_object then null; end "
      "$$");
  const std::string url = PostgresCluster::shared().guarded_url(database.name(), "hush-hush");
  const auto result = job().set("database.url", url)(run_sample);
  expect(result, 4, "password authentication failed");
  EXPECT_EQ(result.err.find("hush"), std::string::npos);
}

TEST_F(BadInput, AnInvalidDatabaseUrlIsReportedAndNotShown) {
  for (const char* url : {"postgresql://u:hun%zzter@h/d", "password=my hunter2", "hunter2"}) {
    for (const Arguments& command : {run_sample, Arguments{"migrate"}}) {
      const auto result = job().set("database.url", url)(command);
      expect(result, 2, "reading database.url");
      EXPECT_EQ(result.err.find("hun"), std::string::npos) << result.err;
    }
  }
  EXPECT_EQ(run_program({"--sett", "sink.write_key=hush", "run"}).err.find("hush"), std::string::npos);
  EXPECT_EQ(run_program({"--set", "hush", "run"}).err.find("hush"), std::string::npos);
}

// Every character that means something in a URL, and others that do not belong there.
TEST_F(BadInput, APasswordInAUrlIsNeverShownWhateverItsCharacters) {
  database.exec(
      "do $$ begin create role guarded login password 'open sesame'; exception when duplicate_object then null; end "
      "$$");
  for (const char character : std::string(":/?#[]@!$&'()*+,;=% \"\\<>^`{|}~")) {
    for (const std::string& password : {std::string("hu") + character + "sh9", std::string(1, character) + "hu=sh9",
                                        std::string("hush9") + character}) {
      const auto result = job().set("database.url", PostgresCluster::shared().guarded_url(database.name(), password))(
          {"--log-level", "debug", "run", "--date", sample_day});
      EXPECT_NE(result.exit_code, 0);
      for (const std::string part : {"hu", "sh9"}) {
        EXPECT_EQ(result.err.find(part), std::string::npos) << password << "\n" << result.err;
        EXPECT_EQ(result.out.find(part), std::string::npos) << password << "\n" << result.out;
      }
    }
  }
}

TEST_F(BadInput, APasswordInAUrlMayHaveAnyCharacterIfItIsEscaped) {
  std::string password, escaped;
  for (int byte = 0x21; byte < 0x7f; ++byte) {
    if (byte == '\'') continue;  // for the statement below
    password += static_cast<char>(byte);
    escaped += fmt::format("%{:02X}", byte);
  }
  database.exec(
      "do $$ begin create role guarded login; exception when duplicate_object then null; end $$; alter role guarded "
      "password '" +
      password + "'");
  expect(job().set("database.url", PostgresCluster::shared().guarded_url(database.name(), escaped))(run_sample), 2,
         "role \"guarded\" lacks usage on schema");
  database.exec("alter role guarded password 'open sesame'");
}

TEST_F(BadInput, AUrlOfAnotherLibraryIsNamedByWhatIsWrong) {
  expect(job().set("database.url", "postgresql+psycopg2://h/d")(run_sample), 2,
         "its scheme \"postgresql+psycopg2://\"");
  expect(job().set("database.url", "postgresql://h/d?schema=public")(run_sample), 2, "its parameter \"schema\"");
  expect(job().set("database.url", "postgresql://h/d?pgbouncer=true")(run_sample), 2, "its parameter \"pgbouncer\"");
  expect(job().set("database.url", "postgresql://u:p/q@h/d")(run_sample), 2, "not escaped");
}

TEST_F(BadInput, AnUnreachableHostIsReported) {
  expect(job().set("database.url", "postgresql://postgres@127.0.0.1:1/x")(run_sample), 4, "Connection refused");
}

TEST_F(BadInput, AServiceThatLibpqCannotFindIsReported) {
  const Environment environment{{"PGSERVICE", "absent"}, {"PGSERVICEFILE", "/absent"}};
  expect(job().set("database.url", "postgresql://")(run_sample, environment), 4, "connecting to the database: ");
}

TEST_F(BadInput, AMissingPrivilegeIsReportedWithItsGrant) {
  database.exec("do $$ begin create role pauper login; exception when duplicate_object then null; end $$");
  const std::string url =
      "postgresql://pauper@127.0.0.1:" + std::to_string(PostgresCluster::shared().port()) + "/" + database.name();
  const auto result = job().set("database.url", url).set("ledger.url", database.url())(run_sample);
  expect(result, 2, "role \"pauper\" may not use schema");
  expect(result, 2, "grant usage on schema \"source_data\" to \"pauper\";");
  database.exec("grant usage on schema source_data to pauper; grant select on usage_complete, sources to pauper");
  expect(job().set("database.url", url).set("ledger.url", database.url())(run_sample), 2,
         "may not read owner_members, owners, source_calls");
  database.exec("drop owned by pauper");
}

TEST_F(BadInput, AViewWhoseOwnerCannotReadItsTableIsReported) {
  database.exec("do $$ begin create role pauper login; exception when duplicate_object then null; end $$");
  database.exec(
      "alter table owners rename to stored; create view owners as select * from stored; alter view owners owner to "
      "pauper");
  const auto result = job()(run_sample);
  expect(result, 2, "reading owners");
  expect(result, 2, "grant what sql/roles.sql grants and, for a view, select on the relations behind it");
  database.exec("drop owned by pauper");
}

TEST_F(BadInput, AWrongOrMissingWriteKeyIsReported) {
  expect(job().set("sink.write_key", "not-the-key")(run_sample), 5, "401");
  expect(Job(database).set("sink.preset", "segment-us").set("sink.write_key", "short")(run_sample), 2, "too short");
  expect(Job(database).set("sink.preset", "segment-us")(run_sample), 2, "sink.write_key is missing");
}

TEST_F(BadInput, AReceiverThatDoesNotListenIsNamed) {
  expect(job().set("sink.url", "http://127.0.0.1:1/v1/batch").set("sink.max_attempts", "2")(run_sample), 6,
         "127.0.0.1:1");
}

TEST_F(BadInput, AFileThatCannotBeWrittenIsNamed) {
  for (const char* path : {"/nowhere/events.ndjson", "/"}) {
    expect(Job(database).set("sink.preset", "file").set("sink.path", path)(run_sample), 2, path);
  }
}

TEST_F(BadInput, AFullDiskIsReported) {
  expect(Job(database).set("sink.preset", "file").set("sink.path", "/dev/full")(run_sample), 6,
         "No space left on device");
}

TEST_F(BadInput, ACertificateOfAnotherNameIsRefused) {
  Certificates certificates;
  Receiver secure({.tls = certificates.server({"DNS:elsewhere.example"})});
  expect(job().set("sink.url", secure.url("localhost")).set("sink.ca_file", certificates.ca_file())(run_sample), 6,
         "hostname mismatch");
}

TEST_F(BadInput, ASelfSignedCertificateWithoutItsCaIsRefused) {
  Certificates certificates;
  Receiver secure({.tls = certificates.self_signed({"DNS:localhost", "IP:127.0.0.1"})});
  const auto result = job().set("sink.url", secure.url("localhost"))(run_sample);
  expect(result, 6, "self-signed certificate");
  expect(result, 6, "sink.ca_file");
}

TEST_F(BadInput, AnUnusableCaFileIsReported) {
  expect(job().set("sink.url", "https://127.0.0.1:1/").set("sink.ca_file", "/nowhere/ca.pem")(run_sample), 2,
         "/nowhere/ca.pem");
}

TEST(Tls, DeliversWithTheReceiversCa) {
  TestDatabase database;
  database.load_sample(sample_day);
  Certificates certificates;
  Receiver secure({.tls = certificates.server({"DNS:localhost", "IP:127.0.0.1"})});
  for (const char* name : {"localhost", "127.0.0.1"}) {
    const Job job = Job(database).to(secure.url(name)).set("sink.ca_file", certificates.ca_file());
    EXPECT_EQ(job({"migrate", "--accept-change"}).exit_code, 0);
    const auto result = job({"backfill", "--from", sample_day, "--to", sample_day, "--resend"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  EXPECT_EQ(secure.events().size(), 2U * 51U);
}

TEST(Migrate, CanBeRepeated) {
  TestDatabase database(TestDatabase::With::nothing);
  for (int i = 0; i < 2; ++i) {
    const auto result = Job(database)({"migrate", "--with-contract"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  const std::string name_space = database.value("select namespace::text from sent_source_data.deployment");
  EXPECT_EQ(Job(database)({"migrate"}).exit_code, 0);
  EXPECT_EQ(database.value("select namespace::text from sent_source_data.deployment"), name_space);
}

TEST(Migrate, RefusesANewerLedger) {
  TestDatabase database;
  database.exec("update sent_source_data.deployment set version = 99");
  EXPECT_EQ(Job(database)({"migrate"}).exit_code, 2);
  const auto result = Job(database).set("sink.preset", "file").set("sink.path", "-")({"run", "--date", sample_day});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("newer than this program's"), std::string::npos);
}

TEST_F(BadInput, MigrateRefusesASchemaWithViews) {
  database.exec("alter table sources rename to stored; create view sources as select * from stored");
  expect(Job(database)({"migrate", "--with-contract"}), 2, "schema \"source_data\" already has views");
}

}  // namespace
}  // namespace sent::tests
