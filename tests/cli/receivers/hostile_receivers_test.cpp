// SPDX-License-Identifier: Apache-2.0

// Hostile receivers and proxies: what docs/threat-model.md says about them.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <csignal>

#include "encode/gzip.hpp"
#include "support/program/job.hpp"
#include "support/servers/raw_server.hpp"
#include "support/suite/effort.hpp"
#include "support/suite/eventually.hpp"

namespace sent::tests {
namespace {

using std::chrono::milliseconds;

const std::string write_key = "hush/write-key+of-ours";
const std::string key_in_base64 = "aHVzaC93cml0ZS1rZXkrb2Ytb3Vyczo";  // with its colon, without padding
const Arguments run_day{"--log-level", "trace", "run", "--date", sample_day};

bool has_controls(const std::string& text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7f; });
}

std::string answer(const std::string& status, const std::string& body, const std::string& fields = "") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Answers every request of a connection.
RawServer::Talk always(const std::string& bytes) {
  return [bytes](const RawConnection& peer) {
    while (!peer.request().empty() && peer.say(bytes)) {
    }
  };
}

// Repeats itself without end after a beginning.
RawServer::Talk endless(const std::string& beginning, const std::string& rest) {
  return [=](const RawConnection& peer) {
    if (peer.request().empty() || !peer.say(beginning)) return;
    peer.say_for_ever(rest);
  };
}

void drip(const RawConnection& peer) {
  if (peer.request().empty()) return;
  for (const char c : "HTTP/1.1 200 OK\r\nX-Name: " + std::string(10'000, 'x')) {
    if (peer.stirs_within(milliseconds{5}) || !peer.say(std::string(1, c))) return;
  }
}

struct HostileReceivers : testing::Test {
  HostileReceivers() { database.load_sample(sample_day); }

  Job job(const std::string& url) {
    return Job(database)
        .to(url)
        .set("sink.write_key", write_key)
        .set("sink.max_attempts", "1")
        .set("sink.request_timeout", "1s")
        .set("sink.concurrency", "2");
  }
  // Expects a run to end as stated and to show no secret and no control character.
  ProgramResult expect(const Job& run, int exit_code, const std::string& part, const Arguments& command = run_day) {
    auto result = run(command);
    EXPECT_EQ(result.exit_code, exit_code) << result.err.substr(0, 4000);
    EXPECT_NE(result.err.find(part), std::string::npos)
        << "expected: " << part << "\ngot: " << result.err.substr(0, 4000);
    expect_no_secret(result.out + result.err);
    EXPECT_FALSE(has_controls(result.out + result.err)) << result.err.substr(0, 4000);
    return result;
  }
  static void expect_no_secret(const std::string& text) {
    for (const auto* secret : {"hush", "aHVzaC"})
      EXPECT_EQ(text.find(secret), std::string::npos) << text.substr(0, 4000);
  }
  [[nodiscard]] std::string rejected_reasons() {
    return database.value(
        "select coalesce(string_agg(distinct reason, '|'), '') from sent_source_data.rejected_events");
  }

  TestDatabase database;
};

struct Attack {
  std::string name;
  RawServer::Talk talk;
  std::string outcome;
};

// Compared with a run whose receiver answers only "later".
TEST_F(HostileReceivers, EndlessAnswersCostNoMemoryAndAtMostTheTimeout) {
  if (test_effort() != TestEffort::full) GTEST_SKIP() << "a sanitizer changes what this measures";
  RawServer modest(always(answer("503 Later", "later")));
  const long usual = expect(job(modest.url()), 6, "HTTP 503: later").peak_kibibytes;
  const std::string head = "HTTP/1.1 503 Later\r\n";
  std::string bomb;  // 64 MiB in several gzip members that nobody requested
  for (int i = 0; i < 64; ++i) bomb += encode::Gzip(1).compress(std::string(1 << 20, '\0'));
  // Boost's words, which differ from version to version.
  const std::string too_long = boost::beast::http::make_error_code(boost::beast::http::error::header_limit).message();
  const std::vector<Attack> attacks{
      {"body", endless(head + "Content-Length: 99999999999\r\n\r\n", "xxxxxxxx"), "HTTP 503: xxxx"},
      {"body of no length", endless(head + "\r\n", "xxxxxxxx"), "HTTP 503: xxxx"},
      {"status line", endless("HTTP/1.1 503 ", "xxxxxxxx"), too_long},
      {"fields", endless(head, "X-Name: value\r\n"), too_long},
      {"chunks", endless(head + "Transfer-Encoding: chunked\r\n\r\n", "8\r\nxxxxxxxx\r\n"), "HTTP 503: xxxx"},
      {"extension of a chunk", endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "xxxxxxxx"),
       "buffer overflow"},
      {"trailer", endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-Name: value\r\n"),
       "buffer overflow"},
      {"interim answers", endless("", "HTTP/1.1 100 Continue\r\n\r\n"), "timed out"},
      {"bomb", always(answer("503 Later", bomb, "Content-Encoding: gzip\r\n")), "HTTP 503: \\u001f"},
      {"byte by byte", &drip, "timed out"},
      {"no bytes",
       [](const RawConnection& peer) { (void)(!peer.request().empty() && peer.stirs_within(milliseconds{60'000})); },
       "timed out"},
  };
  for (const auto& [name, talk, outcome] : attacks) {
    SCOPED_TRACE(name);
    RawServer server(talk);
    const auto before = std::chrono::steady_clock::now();
    const auto result = expect(job(server.url()), 6, outcome);
    EXPECT_LT(result.peak_kibibytes, usual + 4'096);
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{8});
    EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), "0");
  }
}

TEST_F(HostileReceivers, AnAnswerOfAWrongLengthIsNotReadAsTwo) {
  std::atomic<int> requests = 0;
  RawServer longer([&](const RawConnection& peer) {
    const std::string taken = answer("200 OK", "{}");
    while (!peer.request().empty()) (void)peer.say(++requests == 1 ? taken + taken + taken : answer("503 Later", ""));
  });
  expect(job(longer.url()).set("sink.max_batch_events", "1").set("sink.concurrency", "1"), 6, "HTTP 503");
  EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), "1");
  RawServer shorter([](const RawConnection& peer) {
    if (!peer.request().empty()) (void)peer.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}");
  });
  expect(job(shorter.url()), 6, "partial message");
  EXPECT_EQ(database.value("select sum(delivered) from sent_source_data.chunks"), "1");
}

TEST_F(HostileReceivers, RedirectsAreNotFollowed) {
  Receiver other;
  for (const auto* status : {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"}) {
    RawServer server(always(answer(status, "", "Location: " + other.url() + "\r\n")));
    expect(job(server.url()), 6, std::string("HTTP ").append(status, 3));
  }
  EXPECT_EQ(other.connections(), 0);
}

// Debugging proxies do this, and frameworks in development mode.
TEST_F(HostileReceivers, CannotGetTheKeyLoggedOrStored) {
  RawServer echo([](const RawConnection& peer) {
    for (std::string request; !(request = peer.request()).empty();) {
      const std::string head = request.substr(0, request.find("\r\n\r\n"));
      (void)peer.say(answer("400 Bad", "key " + write_key + " \\/ hush\\/write-key+of-ours\x1b[31m in " + head));
    }
  });
  const std::string url = echo.url() + "?token=hush-token";
  expect(job(url), 3, "");
  EXPECT_NE(
      rejected_reasons().find("HTTP 400: key [secret] \\/ [secret]\\u001b[31m in POST /v1/batch?[secret] HTTP/1.1"),
      std::string::npos)
      << rejected_reasons();
  EXPECT_NE(rejected_reasons().find("Authorization: Basic [secret]"), std::string::npos) << rejected_reasons();
  expect_no_secret(rejected_reasons());
  expect(job(url), 3, "", {"--log-level", "trace", "run", "--date", sample_day, "--source", "solo-1"});
  expect(job(url), 5, "", {"check", "--send-test-event"});
  for (const auto* status : {"401 No", "503 Later", "200 OK"}) {
    const std::string body = "{\"success\": false, \"key\": \"" + write_key + "\", \"" + key_in_base64 + "=\": 1}";
    RawServer server(always(answer(status, body)));
    expect(job(server.url()), status[0] == '4' ? 5 : 6, "[secret]",
           {"--log-level", "trace", "backfill", "--from", sample_day, "--to", sample_day, "--resend"});
  }
}

TEST_F(HostileReceivers, CannotLeavePartOfTheKeyInACutAnswer) {
  for (const int before : {500, 505, 511}) {
    RawServer server(always(answer("503 Later", std::string(static_cast<std::size_t>(before), 'x') + write_key)));
    expect(job(server.url()), 6, "xxx");
  }
}

TEST_F(HostileReceivers, CannotSendControlCharactersToTheTerminal) {
  const std::string evil =
      "\x1b]0;owned\x07\x1b[2J\xc2\x9b"
      "31m\r\n2026-01-01T00:00:00.000Z info  forged\xe2\x80\xae\xff";
  RawServer odd(always(answer("400 \x1b[31mowned", "")));
  expect(job(odd.url()), 6, "bad reason");
  RawServer refusing(always(answer("400 Bad", evil)));
  for (const auto* format : {"text", "json"}) {
    const auto result =
        expect(job(refusing.url()), 3, "", {"--log-format", format, "run", "--date", sample_day, "--source", "solo-1"});
    for (const auto* raw : {"\xc2\x9b", "\xe2\x80\xae"})
      EXPECT_EQ(result.err.find(raw), std::string::npos) << result.err;
    for (const auto& line : lines_of(result.err)) EXPECT_FALSE(line.starts_with("2026-01-01")) << result.err;
  }
  expect(job(refusing.url()), 3, "");
  EXPECT_FALSE(has_controls(rejected_reasons())) << rejected_reasons();
  const auto status = Job(database)({"status", "--from", sample_day, "--to", sample_day});
  EXPECT_FALSE(has_controls(status.out)) << status.out;
  EXPECT_EQ(status.out.find("\xe2\x80\xae"), std::string::npos) << status.out;
}

TEST_F(HostileReceivers, CanDelayARunByAtMostAnHourAndASignalEndsTheWait) {
  for (const auto* wait : {"99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"}) {
    std::atomic<int> requests = 0;
    RawServer server([&](const RawConnection& peer) {
      while (!peer.request().empty() && peer.say(answer("429 Slow", "", std::string("Retry-After: ") + wait + "\r\n")))
        ++requests;
    });
    const auto program = job(server.url()).start(run_day);
    ASSERT_TRUE(eventually([&] { return requests > 0; }));
    program->signal(SIGTERM);
    EXPECT_EQ(program->wait().exit_code, 143);
  }
  for (const auto* wait : {"-1", "1e9", "0", "\x1b[31m", "Fri, 99 Dec 9999 99:99:99 GMT", ""}) {
    RawServer server(always(answer("429 Slow", "", std::string("Retry-After: ") + wait + "\r\n")));
    expect(job(server.url()), 6, "gave up after 1 attempts");
  }
}

TEST_F(HostileReceivers, WithOutdatedTlsAreRefused) {
  Certificates certificates;
  Receiver outdated({.tls = certificates.server({"DNS:localhost"}), .outdated_tls = true});
  expect(job(outdated.url("localhost")).set("sink.ca_file", certificates.ca_file()), 6, "TLS handshake with localhost");
  EXPECT_TRUE(outdated.requests().empty());
}

TEST_F(HostileReceivers, AProxyThatRepeatsItsPasswordIsNotQuoted) {
  for (const auto* answer_to_connect :
       {"HTTP/1.1 407 hush-password\r\n\r\n", "HTTP/1.1 502 dXNlcjpodXNoLXBhc3N3b3Jk\r\n\r\n",
        "HTTP/1.1 407 user:hush-password\r\n\r\n"}) {
    RawServer proxy(always(answer_to_connect));
    const auto result =
        expect(job("https://receiver.test/v1/batch").set("sink.proxy", "http://user:hush-password@" + proxy.place()), 6,
               "[secret]");
    EXPECT_EQ(result.err.find("dXNlcjpod"), std::string::npos) << result.err;
  }
}

}  // namespace
}  // namespace sent::tests
