// SPDX-License-Identifier: Apache-2.0

// The relations and columns of the input contract, declared once, and what a schema has of them. Pure.

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "model/relation.hpp"
#include "read/usage_source.hpp"

namespace sent::read {

enum class ColumnKind {
  text,     // of any type; read as text
  day,      // date
  calls,    // an integer type or numeric
  instant,  // timestamptz, or date: midnight of job.timezone
};

struct ContractColumn {
  std::string_view relation;
  std::string_view name;
  ColumnKind kind;
  std::string_view type;  // in the reference table
};

// Relation by relation; the mandatory ones come before the optional ones.
[[nodiscard]] std::span<const ContractColumn> contract_columns();

// The same for a statement: relations and columns, pairwise, as PostgreSQL arrays.
struct ContractArrays {
  std::string relations, columns;
};
[[nodiscard]] ContractArrays contract_arrays();

// True for usage_complete and suppressed_users.
[[nodiscard]] bool is_optional(std::string_view relation);

// DDL that adds what a schema lacks. REQUIRES: the contract has it.
[[nodiscard]] std::string create_table(const std::string& schema, std::string_view relation);
[[nodiscard]] std::string add_column(const std::string& schema, std::string_view relation, std::string_view name);

// One column of a schema. A value.
struct FoundColumn {
  std::string type;  // as the server writes it, such as "numeric(10,2)" or the name of a domain
  std::string base;  // PostgreSQL's own name of the type, or of the one behind a domain, such as "int8"; may be empty
  bool may_be_null = true;       // as far as the catalogue says: a view's columns always may
  std::string collation = {};    // empty: none
  bool is_deterministic = true;  // of the collation: different texts are never equal
};

// A value.
struct FoundRelation {
  bool is_view = false;  // materialized or not
  std::map<std::string, FoundColumn> columns;
};

// What a schema has of the contract. A value.
class FoundContract {
 public:
  FoundRelation& at(const std::string& relation) { return relations_[relation]; }
  [[nodiscard]] const FoundRelation* find(std::string_view relation) const;
  [[nodiscard]] bool has(std::string_view relation) const { return find(relation) != nullptr; }
  [[nodiscard]] bool empty() const { return relations_.empty(); }
  // Whether the calls of a relation can have fractions, or exceed 64 bits.
  [[nodiscard]] bool has_numeric_calls(Counters counters) const;
  // Whether the server finds the same owners equal in sources and `relation` as a comparison of their text, bytewise.
  [[nodiscard]] bool compares_owners_as_text(Relation relation) const;
  // Whether counters can lack a day, as far as the catalogue says.
  [[nodiscard]] bool may_lack_a_day(Counters counters) const;

 private:
  [[nodiscard]] const FoundColumn* find(Relation relation, const std::string& column) const;

  std::map<std::string, FoundRelation, std::less<>> relations_;
};

}  // namespace sent::read
