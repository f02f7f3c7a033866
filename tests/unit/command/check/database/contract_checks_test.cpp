// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/contract_checks.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "read/contract.hpp"
#include "support/samples/contract_columns.hpp"

namespace sent::tests {
namespace {

std::vector<command::check::database::RelationFacts> complete() {
  std::vector<command::check::database::RelationFacts> relations;
  for (const auto& column : contract_columns()) {
    if (relations.empty() || relations.back().name != column.relation) {
      relations.push_back({std::string(column.relation), true, {}, {}});
    }
    relations.back().columns.push_back({std::string(column.column), std::string(column.type)});
  }
  return relations;
}

command::check::database::RelationFacts& at(std::vector<command::check::database::RelationFacts>& relations,
                                            const std::string& name) {
  return *std::ranges::find(relations, name, &command::check::database::RelationFacts::name);
}

command::check::checklist::Check only(const command::check::checklist::Checks& checks) {
  EXPECT_EQ(checks.size(), 1U);
  return checks.at(0);
}

TEST(ContractChecks, AcceptACompleteSchemaAndNameItsOptionalRelations) {
  auto relations = complete();
  EXPECT_EQ(only(command::check::database::judge_contract("s", relations)).message,
            "schema \"s\" has every relation and column; optional relations: usage_complete, suppressed_users");
  at(relations, "usage_complete") = {"usage_complete", false, {{"through", {}}}, {}};
  at(relations, "suppressed_users") = {"suppressed_users", false, {{"user_id", {}}}, {}};
  EXPECT_EQ(only(command::check::database::judge_contract("s", relations)).outcome,
            command::check::checklist::CheckOutcome::ok);
}

// Each relation, each column and each refusal in turn.
TEST(ContractChecks, NameEachFaultWithTheDdlThatFixesIt) {
  for (const auto& column : contract_columns()) {
    const std::string relation(column.relation);
    auto relations = complete();
    auto& facts = at(relations, relation);
    std::ranges::find(facts.columns, column.column, &command::check::database::ColumnFacts::name)->type.reset();
    const command::check::checklist::Check missing_column =
        only(command::check::database::judge_contract("s", relations));
    EXPECT_EQ(missing_column.outcome, command::check::checklist::CheckOutcome::error);
    EXPECT_EQ(missing_column.message, "column " + relation + "." + std::string(column.column) + " is missing");
    EXPECT_NE(missing_column.hint->find("alter table \"s\"." + relation + " add column " + std::string(column.column)),
              std::string::npos);
    facts.is_there = false;
    for (auto& each : facts.columns) each.type.reset();
    const command::check::checklist::Check missing = only(command::check::database::judge_contract("s", relations));
    EXPECT_EQ(missing.outcome, read::is_optional(relation) ? command::check::checklist::CheckOutcome::ok
                                                           : command::check::checklist::CheckOutcome::error);
    const std::string hint = missing.hint.value_or("");
    EXPECT_EQ(hint.find("create table \"s\"." + relation) != std::string::npos, !read::is_optional(relation)) << hint;
    relations = complete();
    at(relations, relation).denial = "permission denied";
    EXPECT_NE(
        only(command::check::database::judge_contract("s", relations)).hint->find("grant the view's owner select"),
        std::string::npos);
    relations = complete();
    at(relations, relation).refusal = "it cannot be read";
    EXPECT_EQ(only(command::check::database::judge_contract("s", relations)).message, "it cannot be read");
    EXPECT_EQ(only(command::check::database::judge_contract("s", relations)).code, ExitCode::usage);
  }
}

TEST(ContractChecks, ReportAnEmptySchemaOnce) {
  auto relations = complete();
  for (auto& relation : relations) relation.is_there = false;
  const command::check::checklist::Check check = only(command::check::database::judge_contract("s", relations));
  EXPECT_EQ(check.message, "schema \"s\" does not exist, or contains no relation of the contract");
  EXPECT_NE(check.hint->find("create table \"s\".owners (owner_id text, kind text);"), std::string::npos);
  EXPECT_EQ(check.hint->find("suppressed_users"), std::string::npos);
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

}  // namespace
}  // namespace sent::tests
