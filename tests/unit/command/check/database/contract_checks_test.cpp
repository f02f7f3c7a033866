// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/contract_checks.hpp"

#include <gtest/gtest.h>

#include "support/samples/right_contract.hpp"

namespace sent::tests {
namespace {

command::check::checklist::Check only(const command::check::checklist::Checks& checks) {
  EXPECT_EQ(checks.size(), 1U);
  return checks.at(0);
}

TEST(ContractChecks, AcceptACompleteSchemaAndNameItsOptionalRelations) {
  using command::check::database::judge_contract;
  EXPECT_EQ(only(judge_contract("s", {right_contract(), {}, {}})).message,
            "schema \"s\" has every relation and column, of the right types; optional relations: usage_complete, "
            "suppressed_users");
  const auto without = only(judge_contract("s", {right_contract({"usage_complete", "suppressed_users"}), {}, {}}));
  EXPECT_EQ(without.outcome, command::check::checklist::CheckOutcome::ok);
  EXPECT_TRUE(without.message.ends_with("optional relations: none"));
}

TEST(ContractChecks, ReportEveryFaultAndWhatCouldNotBeRead) {
  auto found = right_contract({"owners"});
  found.at("source_calls").columns.at("day") = {"text", "text"};
  const Failure unread(ExitCode::database_unavailable, "reading sources: no", "a hint");
  const auto checks =
      command::check::database::judge_contract("s", {found, read::faults_of("s", found, "UTC"), {unread}});
  ASSERT_EQ(checks.size(), 3U);
  for (const auto& check : checks) {
    EXPECT_EQ(check.name, "contract");
    EXPECT_EQ(check.outcome, command::check::checklist::CheckOutcome::error);
  }
  EXPECT_EQ(checks[0].message, "relation owners is missing from schema \"s\"");
  EXPECT_EQ(checks[1].message, "column source_calls.day is of type text, and must be date");
  EXPECT_EQ(checks[1].code, ExitCode::usage);
  EXPECT_EQ(checks[2].message, "reading sources: no");
  EXPECT_EQ(checks[2].hint, "a hint");
  EXPECT_EQ(checks[2].code, ExitCode::database_unavailable);
}

const command::check::database::RelationPrivileges reading{"sources", true, false, false};

TEST(PrivilegeChecks, NameEachMissingPrivilegeWithItsGrant) {
  const command::check::checklist::Check whole =
      command::check::database::judge_privileges("s", {"r", false, {}, true, {reading}});
  EXPECT_EQ(whole.outcome, command::check::checklist::CheckOutcome::ok);
  const command::check::checklist::Check schema =
      command::check::database::judge_privileges("s", {"r", false, {}, false, {reading}});
  EXPECT_EQ(schema.message, "role \"r\" may not use schema \"s\"");
  EXPECT_EQ(schema.hint, "grant usage on schema \"s\" to \"r\";");
  const command::check::checklist::Check relations = command::check::database::judge_privileges(
      "s", {"r", false, {}, true, {reading, {"owners", false, false, false}}});
  EXPECT_EQ(relations.message, "role \"r\" may not read owners");
  EXPECT_EQ(relations.hint, "grant select on \"s\".owners to \"r\";");
  EXPECT_EQ(relations.code, ExitCode::usage);
  EXPECT_EQ(command::check::database::judge_privileges("s", {"r", false, {}, std::nullopt, {}}).outcome,
            command::check::checklist::CheckOutcome::skipped);
}

TEST(PrivilegeChecks, WarnAboutExcessivePrivileges) {
  const auto judged = [](const command::check::database::PrivilegeFacts& facts) {
    std::vector<std::string> messages;
    for (const auto& check : command::check::database::judge_excess_privileges(facts))
      messages.push_back(check.message);
    return messages;
  };
  using Messages = std::vector<std::string>;
  EXPECT_EQ(judged({"r", false, {}, true, {reading}}), Messages{"none"});
  EXPECT_EQ(judged({"r", true, {"may create roles"}, true, {{"sources", true, true, true}}}),
            Messages{"role \"r\" is a superuser"});
  EXPECT_EQ(judged({"r",
                    false,
                    {"may create databases", "may create roles"},
                    true,
                    {{"sources", true, true, true}, {"owners", true, true, false}}}),
            (Messages{"role \"r\" may create databases", "role \"r\" may create roles", "role \"r\" owns sources",
                      "role \"r\" may write to owners"}));
}

TEST(PrivilegeChecks, NameWhatTheRoleMayReadOrWriteBeyondTheContract) {
  command::check::database::PrivilegeFacts facts{"r", false, {}, true, {reading}};
  facts.others = {{"app.a", false}, {"app.b", true}, {"app.c", false}};
  auto checks = command::check::database::judge_excess_privileges(facts);
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks[0].message, "role \"r\" may write to 1 relation beyond the contract: app.b");
  EXPECT_EQ(checks[1].message, "role \"r\" may read 2 relations beyond the contract: app.a, app.c");
  facts.others.assign(8, {"app.d", false});
  EXPECT_EQ(command::check::database::judge_excess_privileges(facts)[0].message,
            "role \"r\" may read 8 relations beyond the contract: app.d, app.d, app.d, app.d, app.d and 3 more");
}

}  // namespace
}  // namespace sent::tests
