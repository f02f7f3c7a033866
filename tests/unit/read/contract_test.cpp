// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <set>

#include "model/failure.hpp"
#include "read/contract_faults.hpp"
#include "support/samples/right_contract.hpp"

namespace sent::tests {
namespace {

using read::ContractFault;

std::vector<ContractFault> faults_of(const read::FoundContract& found) {
  return read::faults_of("my schema", found, "America/New_York");
}

ContractFault only(const std::vector<ContractFault>& faults) {
  EXPECT_EQ(faults.size(), 1U);
  return faults.at(0);
}

// The fault of a right contract in which one column has another type.
std::vector<ContractFault> faults_of_type(const std::string& relation, const std::string& column,
                                          const read::FoundColumn& type) {
  auto found = right_contract();
  found.at(relation).columns.at(column) = type;
  return faults_of(found);
}

TEST(Contract, AcceptsACompleteSchema) {
  EXPECT_TRUE(faults_of(right_contract()).empty());
  EXPECT_NO_THROW(read::require_contract("s", right_contract(), "UTC"));
}

TEST(Contract, AcceptsASchemaWithoutTheOptionalRelations) {
  EXPECT_TRUE(faults_of(right_contract({"usage_complete", "suppressed_users"})).empty());
}

TEST(Contract, NamesEveryFaultOfARunAtOnce) {
  auto found = right_contract({"owners"});
  found.at("source_calls").columns.erase("method");
  found.at("source_library_calls").columns.at("day") = {"timestamp with time zone", "timestamptz"};
  try {
    read::require_contract("my schema", found, "America/New_York");
    FAIL() << "accepted";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ExitCode::usage);
    EXPECT_STREQ(
        failure.what(),
        "checking the input contract in schema \"my schema\": relation owners is missing from schema \"my "
        "schema\"; column source_calls.method is missing; column source_library_calls.day is of type timestamp "
        "with time zone, and must be date");
    EXPECT_NE(failure.hint().value().find("create table \"my schema\".owners (owner_id text, kind text);"),
              std::string::npos);
    EXPECT_NE(failure.hint().value().find("alter table \"my schema\".source_calls add column method text;"),
              std::string::npos);
    EXPECT_NE(failure.hint().value().find("(day at time zone 'America/New_York')::date as day"), std::string::npos);
  }
}

// Each relation and each column in turn.
TEST(Contract, ReportsEveryMissingRelationAndColumn) {
  for (const auto& column : read::contract_columns()) {
    const std::string relation(column.relation);
    auto found = right_contract();
    found.at(relation).columns.erase(std::string(column.name));
    const ContractFault fault = only(faults_of(found));
    EXPECT_EQ(fault.relation, relation);
    EXPECT_EQ(fault.message, "column " + relation + "." + std::string(column.name) + " is missing");
    EXPECT_NE(fault.hint.find("add column " + std::string(column.name)), std::string::npos);
    if (read::is_optional(relation)) continue;
    EXPECT_EQ(only(faults_of(right_contract({relation}))).message,
              "relation " + relation + " is missing from schema \"my schema\"");
  }
}

TEST(Contract, ReportsAnEmptySchemaOnce) {
  const ContractFault fault = only(faults_of({}));
  EXPECT_EQ(fault.message, "schema \"my schema\" does not exist, or contains no relation of the contract");
  EXPECT_NE(fault.hint.find("create table \"my schema\".owners (owner_id text, kind text);"), std::string::npos);
  EXPECT_EQ(fault.hint.find("suppressed_users"), std::string::npos);
}

// Every column of the contract, with types that PostgreSQL could cast.
TEST(Contract, RefusesEveryTypeThatItDoesNotHave) {
  const std::vector<std::string> bases{"date",   "timestamp", "timestamptz", "time",   "interval", "int2",  "int4",
                                       "int8",   "numeric",   "float4",      "float8", "money",    "text",  "varchar",
                                       "bpchar", "bool",      "json",        "jsonb",  "uuid",     "bytea", ""};
  for (const auto& column : read::contract_columns()) {
    for (const auto& base : bases) {
      const bool is_day = base == "date", is_instant = is_day || base == "timestamptz";
      const bool is_calls = std::set<std::string>{"int2", "int4", "int8", "numeric"}.contains(base);
      const bool is_right = column.kind == read::ColumnKind::text || (column.kind == read::ColumnKind::day && is_day) ||
                            (column.kind == read::ColumnKind::instant && is_instant) ||
                            (column.kind == read::ColumnKind::calls && is_calls);
      const auto faults = faults_of_type(std::string(column.relation), std::string(column.name), {"as declared", base});
      ASSERT_EQ(faults.empty(), is_right) << column.relation << "." << column.name << " " << base;
      if (is_right) continue;
      const std::string name = std::string(column.relation) + "." + std::string(column.name);
      EXPECT_TRUE(only(faults).message.starts_with("column " + name + " is of type as declared, and must be "));
      EXPECT_NE(only(faults).hint.find(" as " + std::string(column.name)), std::string::npos) << only(faults).hint;
    }
  }
}

TEST(Contract, SaysHowToMendATable) {
  const auto hint = [](const std::string& column, const std::string& base) {
    return only(faults_of_type("source_calls", column, {"x", base})).hint;
  };
  const std::string place = "put a view in place of the table \"my schema\".source_calls that selects ";
  EXPECT_EQ(hint("day", "timestamp"),
            place +
                "(day at time zone 'UTC' at time zone 'America/New_York')::date as day (if it is in UTC; day::date "
                "as day if it is in America/New_York)");
  EXPECT_EQ(hint("day", "int4"), place + "to_date(day::text, 'YYYYMMDD') as day (if it is written like 20261231)");
  EXPECT_EQ(hint("day", "text"), place + "day::date as day");
  EXPECT_EQ(hint("calls", "float8"), place + "calls::numeric as calls");
  EXPECT_EQ(hint("calls", "bool"), place + "calls::integer as calls");
}

TEST(Contract, SaysHowToMendAView) {
  auto found = right_contract();
  found.at("owner_members").is_view = true;
  found.at("owner_members").columns.at("since") = {"timestamp without time zone", "timestamp"};
  found.at("owner_members").columns.at("until") = {"bigint", "int8"};
  const auto faults = faults_of(found);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].hint,
            "let the view \"my schema\".owner_members select since at time zone 'UTC' as since (if it is in UTC; since "
            "at time zone 'America/New_York' as since if it is in America/New_York)");
  EXPECT_EQ(faults[1].hint,
            "let the view \"my schema\".owner_members select to_timestamp(until) as until (if it counts seconds since "
            "1970)");
}

TEST(FoundContract, SaysWhichCountersMayHaveFractions) {
  auto found = right_contract();
  EXPECT_FALSE(found.has_numeric_calls(read::Counters::calls));
  found.at("source_library_calls").columns.at("calls") = {"numeric(10,2)", "numeric"};
  EXPECT_FALSE(found.has_numeric_calls(read::Counters::calls));
  EXPECT_TRUE(found.has_numeric_calls(read::Counters::library_calls));
  EXPECT_FALSE(read::FoundContract{}.has_numeric_calls(read::Counters::calls));
}

}  // namespace
}  // namespace sent::tests
