// SPDX-License-Identifier: Apache-2.0

#include "postgres/database_failure.hpp"

#include <gtest/gtest.h>

#include "postgres/literals.hpp"
#include "retry/patience.hpp"

namespace sent::tests {
namespace {

using Database = postgres::Access::Database;

TEST(DatabaseFailure, SaysWhetherARetryMayHelp) {
  for (const std::optional<std::string>& passing : std::vector<std::optional<std::string>>{
           {}, "08006", "40001", "40P01", "25P03", "25P04", "53300", "55P03", "57P01", "57014", "58030", "XX000"}) {
    for (const Database database : {Database::counters, Database::ledger}) {
      const Failure failure = postgres::failure_of("reading", database, {passing, "no"});
      EXPECT_TRUE(failure.may_pass()) << passing.value_or("no code");
      EXPECT_EQ(failure.code(), ExitCode::database_unavailable) << passing.value_or("no code");
    }
  }
  for (const std::string lasting : {"42501", "42P01", "22012", "23505", "25006", "0A000"}) {
    EXPECT_FALSE(postgres::failure_of("reading", Database::counters, {lasting, "no"}).may_pass()) << lasting;
    EXPECT_FALSE(postgres::failure_of("writing", Database::ledger, {lasting, "no"}).may_pass()) << lasting;
  }
}

TEST(DatabaseFailure, SaysWhatWasAttemptedAndWhatCameBack) {
  const Failure failure = postgres::failure_of("reading sources", Database::counters, {"42P01", "there is none"});
  EXPECT_STREQ(failure.what(), "reading sources: there is none (SQLSTATE 42P01)");
  EXPECT_EQ(failure.code(), ExitCode::usage);
  EXPECT_TRUE(failure.hint().value().starts_with("a view, or a function behind it, does not find a name"));
  const Failure lost = postgres::failure_of("claiming", Database::ledger, {{}, "the server closed the connection"});
  EXPECT_STREQ(lost.what(), "claiming: the server closed the connection");
}

// Only the server's side can help: an empty hint would be a line without a step.
TEST(DatabaseFailure, HasNoHintIfTheCountersMayBeReadLater) {
  EXPECT_EQ(postgres::failure_of("reading sources", Database::counters, {"57P01", "it stops"}).hint(), std::nullopt);
  EXPECT_NE(postgres::failure_of("reading sources", Database::counters, {"42P01", "missing"}).hint(), std::nullopt);
}

TEST(DatabaseFailure, NamesTheGrantIfARoleMayNotConnect) {
  const Failure failure = postgres::connect_failure("database \"d\"", "grant connect;", Database::ledger,
                                                    "FATAL: permission denied for database \"d\"");
  EXPECT_EQ(failure.code(), ExitCode::usage);
  EXPECT_EQ(failure.hint(), "grant connect;");
  EXPECT_FALSE(failure.may_pass());
  EXPECT_TRUE(postgres::connect_failure("x", "", Database::ledger, "Connection refused").may_pass());
}

TEST(DatabaseFailure, LeavesOutTheAdviceOfLibpq) {
  const auto text = [](const char* message) {
    return std::string(postgres::connect_failure("database \"d\" as \"r\"", "", Database::counters, message).what());
  };
  EXPECT_EQ(
      text("connection to server at \"a\", port 1 failed: Connection refused\n\tIs the server running on that host "
           "and accepting TCP/IP connections?\n"),
      "connecting to database \"d\" as \"r\": connection to server at \"a\", port 1 failed: Connection refused");
  EXPECT_EQ(text("a failed: Connection refused\n\tIs the server running?\nb failed: FATAL:  no such role\n"),
            "connecting to database \"d\" as \"r\": a failed: Connection refused; b failed: FATAL: no such role");
}

TEST(DatabaseFailure, ExtractsCodeAndMessageFromTheText) {
  const auto parsed = [](std::string_view text) {
    const auto error = postgres::parse_error(text);
    return error.sqlstate.value_or("none") + "|" + error.message;
  };
  EXPECT_EQ(parsed("ERROR:  22012: division by zero\nLOCATION:  int4div, int.c:846"), "22012|division by zero");
  EXPECT_EQ(parsed("FEHLER:  22012: Division durch Null\n"), "22012|Division durch Null");
  EXPECT_EQ(parsed("FATAL:  terminating connection\n"), "none|terminating connection");
  EXPECT_EQ(parsed("ERROR:  P0001: a:  b: c"), "P0001|a: b: c");
  EXPECT_EQ(parsed("ERROR:  1234"), "none|1234");
  EXPECT_EQ(parsed("Connection refused"), "none|Connection refused");
  EXPECT_EQ(parsed(""), "none|");
  EXPECT_EQ(parsed("could not receive data\n\tIs the server running?\n"), "none|could not receive data");
}

TEST(DatabaseErrors, HaveTheirWholeMessageWithItsDetailAndHint) {
  const auto parsed = [](const std::string& text) { return postgres::parse_error(text).message; };
  EXPECT_EQ(parsed("ERROR:  42P01: relation \"x\" does not exist\nLINE 1: select * from x\n                      ^\n"
                   "LOCATION:  parserOpenTable, parse_relation.c:1392\n"),
            "relation \"x\" does not exist");
  EXPECT_EQ(
      parsed("ERROR:  22023: two\nlines\nDETAIL:  First.\nSecond.\nHINT:  Do this.\nCONTEXT:  SQL function \"f\"\n"
             "more\nLOCATION:  f, f.c:1\n"),
      "two lines (detail: First. Second.) (the server's hint: Do this.)");
  EXPECT_EQ(parsed("ERROR:  P0001: m\nHINT:  h\n"), "m (the server's hint: h)");
}

TEST(DatabaseLiterals, ReplaceParametersAndLeaveOutComments) {
  const auto quote = [](std::string_view value) { return "<" + std::string(value) + ">"; };
  const std::vector<postgres::Parameter> parameters{"a", std::nullopt};
  EXPECT_EQ(postgres::with_literals("-- $1\nselect $1, $2, $3, '$'", parameters, quote), "\nselect <a>, NULL, $3, '$'");
}

TEST(Patience, RetriesByTheKindOfFailureNotByItsExitCode) {
  const auto attempts_until = [](const Failure& failure) {
    int attempts = 0;
    const auto ask = [&] {
      ++attempts;
      throw failure;
    };
    EXPECT_THROW(retry::ask_patiently([](int attempt, const std::string&) { return attempt < 3; }, ask, [] {}),
                 Failure);
    return attempts;
  };
  EXPECT_EQ(attempts_until({ExitCode::database_unavailable, "lasting"}), 1);
  EXPECT_EQ(attempts_until({ExitCode::usage, "passing", "", Failure::Cause::passing}), 3);
}

}  // namespace
}  // namespace sent::tests
