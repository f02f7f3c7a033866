// SPDX-License-Identifier: Apache-2.0

#include "command/check/database/contract_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "read/contract_faults.hpp"
#include "read/privileges.hpp"

namespace sent::command::check::database {

namespace {

constexpr std::string_view contract = "contract";
constexpr std::string_view excess = "excess_privileges";
constexpr std::string_view role_hint = "read as a role that may only select, see sql/roles.sql";

// The relations for which `holds` is true.
std::vector<std::string> names_where(const PrivilegeFacts& privileges, auto holds) {
  std::vector<std::string> names;
  for (const auto& relation : privileges.relations) {
    if (holds(relation)) names.push_back(relation.relation);
  }
  return names;
}

constexpr std::size_t most_named = 5;

// "12 relations beyond the contract: a, b, c, d, e and 7 more"; nothing if there are none.
std::optional<std::string> others_where(const PrivilegeFacts& privileges, auto holds) {
  std::vector<std::string> names;
  for (const OtherRelation& other : privileges.others) {
    if (holds(other)) names.push_back(other.name);
  }
  if (names.empty()) return std::nullopt;
  const std::size_t count = names.size();
  names.resize(std::min(count, most_named));
  const std::string more = count > most_named ? fmt::format(" and {} more", count - most_named) : "";
  return fmt::format("{} relation{} beyond the contract: {}{}", count, count == 1 ? "" : "s", fmt::join(names, ", "),
                     more);
}

}  // namespace

checklist::Checks judge_contract(const std::string& schema, const ContractFacts& facts) {
  checklist::Checks checks;
  for (const auto& fault : facts.faults) {
    checks.push_back(checklist::failed(contract, ExitCode::usage, fault.message, fault.hint));
  }
  for (const Failure& failure : facts.unread) checks.push_back(checklist::failed(contract, failure));
  if (!checks.empty()) return checks;
  std::vector<std::string> optional;
  for (const Relation relation : relations) {
    const std::string name(name_of(relation));
    if (read::is_optional(name) && facts.found.has(name)) optional.push_back(name);
  }
  return {checklist::passed(
      contract, fmt::format("schema \"{}\" has every relation and column, of the right types; optional relations: {}",
                            schema, optional.empty() ? "none" : fmt::format("{}", fmt::join(optional, ", "))))};
}

checklist::Check judge_privileges(const std::string& schema, const PrivilegeFacts& privileges) {
  if (!privileges.may_use_schema)
    return checklist::skipped("privileges", fmt::format("schema \"{}\" does not exist", schema));
  const auto unreadable = names_where(privileges, [](const auto& relation) { return !relation.may_read; });
  const auto lack = read::lack_of(privileges.role, schema, *privileges.may_use_schema, unreadable);
  if (lack) return checklist::failed("privileges", ExitCode::usage, lack->message, lack->hint);
  return checklist::passed("privileges", fmt::format("role \"{}\" may read every relation", privileges.role));
}

checklist::Checks judge_excess_privileges(const PrivilegeFacts& privileges) {
  const auto warn = [&](const std::string& what) {
    return checklist::warned(excess, fmt::format("role \"{}\" {}", privileges.role, what), std::string(role_hint));
  };
  if (privileges.is_superuser) return {warn("is a superuser")};
  checklist::Checks checks;
  for (const auto power : privileges.powers) checks.push_back(warn(std::string(power)));
  const auto owned = names_where(privileges, [](const auto& relation) { return relation.is_owner; });
  if (!owned.empty()) checks.push_back(warn(fmt::format("owns {}", fmt::join(owned, ", "))));
  const auto writable =
      names_where(privileges, [](const auto& relation) { return relation.may_write && !relation.is_owner; });
  if (!writable.empty()) checks.push_back(warn(fmt::format("may write to {}", fmt::join(writable, ", "))));
  const auto others_written = others_where(privileges, [](const auto& other) { return other.may_write; });
  if (others_written) checks.push_back(warn("may write to " + *others_written));
  const auto others_read = others_where(privileges, [](const auto& other) { return !other.may_write; });
  if (others_read) checks.push_back(warn("may read " + *others_read));
  if (checks.empty()) checks.push_back(checklist::passed(excess, "none"));
  return checks;
}

}  // namespace sent::command::check::database
