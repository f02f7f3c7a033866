// SPDX-License-Identifier: Apache-2.0

// Malicious settings and files: what docs/threat-model.md says about an attacker who can write part of the
// configuration.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "support/files/temporary_directory.hpp"
#include "support/files/whole_text.hpp"
#include "support/program/job.hpp"
#include "support/servers/raw_server.hpp"

namespace sent::tests {
namespace {

const Arguments run_day{"run", "--date", sample_day};

struct HostileSettings : testing::Test {
  Job job() { return Job(database).to(receiver); }
  static void expect(const ProgramResult& result, int exit_code, const std::string& part) {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_NE(result.err.find(part), std::string::npos) << "expected: " << part << "\nfound: " << result.err;
    EXPECT_EQ(result.err.find("hush"), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find('\x1b'), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find("\nforged"), std::string::npos) << result.err;
  }
  // A new link to `target`.
  std::string link_to(const std::string& target) {
    std::string link = directory.file("link-" + std::to_string(links++));
    std::filesystem::create_symlink(target, link);
    return link;
  }

  TestDatabase database;
  Receiver receiver;
  TemporaryDirectory directory;
  int links = 0;
};

TEST_F(HostileSettings, ReceiverSettingsCannotInjectHeadersOrSchemes) {
  for (const auto* url : {"file:///etc/passwd", "gopher://h/", "http://h/\r\nX: y", "http://user:hush@h/", "http://h /",
                          "http://h\xc3\xa9/", "http://", "http://h:70000/", "http://[::1/", "javascript:1", "-o/tmp/x",
                          "http://h/%\x7f"}) {
    expect(job().set("sink.url", url)(run_day), 2, "sink.url");
  }
  for (const auto* key : {"hush\r\nX-Evil: 1", "hush key", "hush\x1b[31m", "hush\x7f"}) {
    expect(job().set("sink.write_key", key)(run_day), 2, "sink.write_key");
    expect(run_program({"--set", "database.url=" + database.url(), "run"}, {{"SEGMENT_WRITE_KEY", key}}), 2,
           "sink.write_key (from environment SEGMENT_WRITE_KEY)");
  }
  for (const auto* proxy :
       {"http://h:1\r\nX: hush", "file:///etc/hush", "http://h:1/path?hush", "http://hush@h\x1b:1"}) {
    expect(job().set("sink.proxy", proxy)(run_day), 2, "sink.proxy");
  }
  EXPECT_EQ(receiver.connections(), 0);
}

// Values that a setting accepts still cannot add a header.
TEST_F(HostileSettings, CredentialsAreEncodedInHeaders) {
  database.load_sample(sample_day);
  std::mutex mutex;
  std::string request;
  RawServer proxy([&](const RawConnection& peer) {
    {
      const std::string received = peer.request();
      const std::lock_guard lock(mutex);
      request = received;
    }
    (void)peer.say("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
  });
  const auto result = job()
                          .set("sink.url", "http://receiver.test/a?b#c")
                          .set("sink.concurrency", "1")
                          .set("sink.write_key", "h\xc3\xbcsh:key")
                          .set("sink.proxy", "http://us%0D%0AX-Evil:%201%0D%0A:pw@" + proxy.place())(run_day);
  EXPECT_EQ(result.exit_code, 2) << "no write key contains a colon";
  expect(job()
             .set("sink.url", "http://receiver.test/a?b#c")
             .set("sink.concurrency", "1")
             .set("sink.write_key", "h\xc3\xbcsh")
             .set("sink.proxy", "http://us%0D%0AX-Evil:%201%0D%0A:pw@" + proxy.place())(run_day),
         5, "HTTP 401");
  const std::lock_guard lock(mutex);
  const std::string head = request.substr(0, request.find("\r\n\r\n"));
  EXPECT_TRUE(head.starts_with("POST http://receiver.test/a?b HTTP/1.1\r\nHost: receiver.test\r\n")) << head;
  EXPECT_EQ(head.find("X-Evil"), std::string::npos) << head;
  EXPECT_TRUE(std::ranges::all_of(head, [](char c) { return c > 0; })) << head;
}

TEST_F(HostileSettings, EndlessFilesAreRefused) {
  database.load_sample(sample_day);
  std::ofstream(directory.file("large")) << std::string(17 << 20, 'x');
  std::ofstream(directory.file("two-lines")) << "hush\r\nX-Evil: 1\r\n";
  ASSERT_EQ(run_program({"--config", directory.file("large"), "run"}).exit_code, 2)
      << "otherwise the files below would fill the memory";
  for (const auto& path : {directory.file("large"), std::string("/dev/zero"), std::string("/dev/null"),
                           directory.path().string(), link_to("/dev/zero"), directory.file("none")}) {
    expect(job().set("sink.write_key", "").set("sink.write_key_file", path)(run_day), 2, "sink.write_key_file");
    if (path != "/dev/null") expect(run_program({"--config", path, "run"}), 2, "reading the configuration");
    expect(job().set("sink.url", "https://127.0.0.1:1/").set("sink.ca_file", path)(run_day), 2,
           "reading certificates from " + path);
    expect(job().set("plan.directory", path)(run_day), 2, "reading the tracking plan");
  }
  expect(job().set("sink.write_key", "").set("sink.write_key_file", directory.file("two-lines"))(run_day), 2,
         "sink.write_key");
  std::ofstream(directory.file("key")) << "test-key\n";
  EXPECT_EQ(
      job().set("sink.write_key", "").set("sink.write_key_file", link_to(directory.file("key")))(run_day).exit_code, 0)
      << "Kubernetes mounts secrets as links";
}

// Writing a file replaces any file of its name. As root this could remove a device, so the test does not try one.
TEST_F(HostileSettings, OnlyRegularFilesAreReplaced) {
  database.load_sample(sample_day);
  ASSERT_EQ(::mkfifo(directory.file("fifo").c_str(), 0600), 0);
  ASSERT_TRUE(std::filesystem::create_directory(directory.file("folder")));
  std::ofstream(directory.file("victim")) << "hush";
  for (const auto& path : {directory.file("fifo"), directory.file("folder"), link_to(directory.file("victim")),
                           link_to("/dev/zero"), link_to("/nowhere")}) {
    const auto what = std::filesystem::symlink_status(path).type();
    expect(Job(database)({"status", "--html", path}), 2,
           "writing the page to " + path + ": it exists and is not a regular file");
    expect(job().set("metrics.textfile", path)({"backfill", "--from", sample_day, "--to", sample_day, "--resend"}), 0,
           "could not write metrics");
    EXPECT_EQ(std::filesystem::symlink_status(path).type(), what) << path;
  }
  EXPECT_EQ(content_of(directory.file("victim")), "hush");
  const std::string written = directory.file("folder/../page.html");
  EXPECT_EQ(Job(database)({"status", "--html", written}).exit_code, 0);
  struct stat about {};
  ASSERT_EQ(stat(written.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

// As root this follows no link either, wherever it leads.
TEST_F(HostileSettings, EventsAreWrittenThroughNoLink) {
  database.load_sample(sample_day);
  std::ofstream(directory.file("victim")) << "hush\n";
  const Job to_file = Job(database).set("sink.preset", "file");
  for (const auto& path : {link_to(directory.file("victim")), link_to(directory.file("nowhere")), link_to("/dev/null")})
    expect(Job(to_file).set("sink.path", path)(run_day), 2, "opening sink.path " + path + ": it is a symbolic link");
  EXPECT_EQ(content_of(directory.file("victim")), "hush\n");
  EXPECT_FALSE(std::filesystem::exists(directory.file("nowhere")));
}

TEST_F(HostileSettings, NestingIsRefusedBeforeItIsParsed) {
  std::string dots = "a";
  std::string objects;
  for (int i = 0; i < 100'000; ++i) dots += ".a";
  for (int i = 0; i < 60'000; ++i) objects += "[";
  for (int i = 0; i < 20'000; ++i) objects += "{\"a\":";
  std::ofstream(directory.file("dots")) << "[event.integrations]\n" << dots << " = 1\n";
  std::ofstream(directory.file("objects")) << "[event]\nintegrations = '{\"a\":" << objects << "'\n";
  expect(run_program({"--config", directory.file("dots"), "run"}), 2, "tables within more than 64 others");
  expect(run_program({"--config", directory.file("objects"), "run"}), 2, "at most 32 levels deep");
}

// Nobody writes to them.
TEST_F(HostileSettings, PipesAreGivenUp) {
  for (const auto* name : {"config", "key"}) ASSERT_EQ(::mkfifo(directory.file(name).c_str(), 0600), 0);
  RunningProgram config({"--config", directory.file("config"), "run"});
  const auto key = job().set("sink.write_key", "").set("sink.write_key_file", directory.file("key")).start(run_day);
  expect(config.wait(), 2, "reading the configuration " + directory.file("config") + ": nobody writes to the pipe");
  expect(key->wait(), 2, "sink.write_key_file = \"" + directory.file("key") + "\" (from --set): nobody writes");
}

TEST_F(HostileSettings, SchemaIsQuotedAsAName) {
  database.exec("create table victim (); create schema \"pg temp\"");
  for (const std::string schema : {"x\"; drop table victim; --", "a.b", "$1", "it's", "\\", "pg temp", "--", "/*",
                                   "Ünïcode", "e'\\'", "\"$user\"", "source_data, public"}) {
    const Job with_schema = job().set("database.schema", schema);
    EXPECT_EQ(with_schema({"migrate", "--with-contract"}).exit_code, 0) << schema;
    std::string quoted;
    for (const char c : schema) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    database.exec("set search_path = \"" + quoted + "\"; insert into sources values ('s', '" +
                  std::to_string(schema.size()) +
                  "', 'o');"
                  "insert into owners values ('o', 'user'); insert into owner_members values ('o', 'u'); insert into "
                  "source_calls values ('s', '" +
                  sample_day + "', 'track', 1)");
    const auto dry = with_schema({"run", "--date", sample_day, "--dry-run"});
    EXPECT_EQ(dry.exit_code, 0) << schema << dry.err;
    EXPECT_NE(dry.out.find("\"sourceSlug\":\"" + std::to_string(schema.size()) + "\""), std::string::npos)
        << schema << dry.out;
  }
  for (const auto* schema : {"", "a\nforged", "a\x1b"})
    expect(job().set("database.schema", schema)(run_day), 2, "database.schema");
  expect(job().set("database.schema", "nowhere\"; drop table victim; --")(run_day), 2,
         "create table \"nowhere\"\"; drop table victim; --\".sources");
  EXPECT_EQ(database.value("select count(*) from pg_class where relname = 'victim'"), "1");
}

TEST_F(HostileSettings, TimeZoneIsPassedAsAParameter) {
  database.exec("create table victim ()");
  for (const auto* zone : {"UTC'; drop table victim; --", "x\"); drop table victim; --", "../../etc/passwd",
                           "/etc/passwd", "$(id)", "no\xc3\xbcwhere"}) {
    expect(job().set("job.timezone", zone)(run_day), 2, "set job.timezone to a name that PostgreSQL knows");
  }
  for (const auto* zone : {"", "UTC\nforged", "UTC\x1b[31m"})
    expect(job().set("job.timezone", zone)(run_day), 2, "job.timezone");
  EXPECT_EQ(database.value("select count(*) from pg_class where relname = 'victim'"), "1");
}

TEST_F(HostileSettings, ValuesInErrorsAreQuotedAsText) {
  const std::string evil = "x\nforged\x1b[31m\xc2\x9b{}%s{0}";
  for (const auto* name : {"sink.preset", "sink.gzip", "job.memory", "job.settle", "event.namespace",
                           "event.integrations", "event.time_of_day", "metrics.pushgateway"}) {
    expect(job().set(name, evil)(run_day), 2, name);
  }
  expect(job()({"run", "--date", evil}), 2, "--date");
  expect(job()({"run", "--source", evil, "--date", sample_day}), 2, "none has the id");
  expect(run_program({"--config", directory.file(evil), "run"}), 2, "reading the configuration");
  expect(run_program({"--set", evil + "=1", "run"}), 2, "no such setting");
}

}  // namespace
}  // namespace sent::tests
