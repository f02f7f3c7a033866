// SPDX-License-Identifier: Apache-2.0

#include "ledger/privileges.hpp"

#include <fmt/format.h>

#include "model/failure.hpp"
#include "postgres/grant.hpp"
#include "sql/statements.hpp"

namespace sent::ledger {

namespace {

std::vector<LackingPrivileges> lacking_of(const postgres::Rows& rows) {
  std::vector<LackingPrivileges> lacking;
  for (const auto& row : rows) lacking.push_back({row.text("object"), row.text("privileges"), row.text("role")});
  return lacking;
}

}  // namespace

std::vector<LackingPrivileges> lacking_privileges(postgres::Transaction& transaction, const std::string& schema,
                                                  LedgerUse use) {
  return lacking_of(
      transaction.execute(sql::ledger_lacking_privileges, {schema, use == LedgerUse::delivering ? "t" : "f"}));
}

std::vector<LackingPrivileges> lacking_to_create(postgres::Transaction& transaction, const std::string& schema) {
  return lacking_of(transaction.execute(sql::ledger_lacking_to_create, {schema}));
}

std::string described(std::span<const LackingPrivileges> lacking) {
  std::string text = fmt::format("role \"{}\" lacks ", lacking.front().role);
  for (const auto& each : lacking) {
    text += fmt::format("{}{} on {}", &each == &lacking.front() ? "" : "; ", each.privileges, each.object);
  }
  return text;
}

std::string grants(std::span<const LackingPrivileges> lacking) {
  std::string text;
  for (const auto& each : lacking)
    text += (text.empty() ? "" : " ") + postgres::grant(each.privileges, each.object, each.role);
  return text;
}

void require_none(std::string_view purpose, std::span<const LackingPrivileges> lacking) {
  if (lacking.empty()) return;
  throw Failure(ExitCode::usage, fmt::format("{}: {}", purpose, described(lacking)),
                grants(lacking) + " See sql/roles.sql");
}

}  // namespace sent::ledger
