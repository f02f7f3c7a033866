// SPDX-License-Identifier: Apache-2.0

#include "command/check/checklist/check_list.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sent::tests {
namespace {

const command::check::checklist::Checks some{
    command::check::checklist::passed("clock", "within a minute"),
    command::check::checklist::warned("database_tls", "not encrypted", "add sslmode"),
    command::check::checklist::failed("ledger", ExitCode::usage, "there is none", "run migrate"),
    command::check::checklist::skipped("replica", "no calendar")};

TEST(CheckList, AlignsItsColumnsAndCounts) {
  EXPECT_EQ(command::check::checklist::check_list(some, false),
            "ok       clock         within a minute\n"
            "warning  database_tls  not encrypted\n"
            "                       hint: add sslmode\n"
            "error    ledger        there is none\n"
            "                       hint: run migrate\n"
            "skipped  replica       not checked: no calendar\n"
            "\n"
            "1 ok, 1 warning, 1 error, 1 skipped\n");
}

TEST(CheckList, ColoursOnlyTheOutcome) {
  EXPECT_EQ(command::check::checklist::check_list({some[0]}, true),
            "\x1b[32mok     \x1b[0m  clock  within a minute\n\n1 ok\n");
  EXPECT_EQ(command::check::checklist::check_list({some[2], some[2]}, true),
            "\x1b[31merror  \x1b[0m  ledger  there is none\n                 hint: run migrate\n"
            "\x1b[31merror  \x1b[0m  ledger  there is none\n                 hint: run migrate\n\n2 errors\n");
}

TEST(CheckList, ShowsControlCharactersAsText) {
  const std::string text = command::check::checklist::check_list(
      {command::check::checklist::failed("contract", ExitCode::usage, "evil \x1b[2J\nok all", "\x1b]0;x")}, false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("evil \\x1b[2J\\nok all\n"), std::string::npos) << text;
}

TEST(CheckDocument, ContainsTheSameAsJson) {
  EXPECT_EQ(command::check::checklist::check_document({some[1]}), R"({
  "checks": [
    {
      "name": "database_tls",
      "outcome": "warning",
      "message": "not encrypted",
      "hint": "add sslmode"
    }
  ],
  "ok": true
}
)");
  const auto document = nlohmann::json::parse(command::check::checklist::check_document(some));
  EXPECT_EQ(document["ok"], false);
  EXPECT_EQ(document["checks"][0]["hint"], nullptr);
  EXPECT_EQ(document["checks"][2]["outcome"], "error");
  EXPECT_EQ(document["checks"][3]["outcome"], "skipped");
}

TEST(CheckDocument, IsValidEvenIfAMessageIsNotUtf8) {
  const auto document = nlohmann::json::parse(
      command::check::checklist::check_document({command::check::checklist::passed("clock", "\xff")}));
  EXPECT_EQ(document["checks"][0]["message"], "\xEF\xBF\xBD");
}

TEST(Checks, ReturnTheExitCodeOfTheFirstError) {
  EXPECT_EQ(command::check::checklist::exit_code_of({some[0], some[1], some[3]}), ExitCode::complete);
  EXPECT_EQ(
      command::check::checklist::exit_code_of(
          {some[1], command::check::checklist::failed("database", ExitCode::database_unavailable, "", ""), some[2]}),
      ExitCode::database_unavailable);
  EXPECT_FALSE(command::check::checklist::has_error({some[1]}));
  EXPECT_TRUE(command::check::checklist::has_error(some));
}

}  // namespace
}  // namespace sent::tests
