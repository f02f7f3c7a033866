// SPDX-License-Identifier: Apache-2.0

// What `check` reads from the database of the counters. Values.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/day.hpp"

namespace sent::command::check::database {

struct ServerFacts {
  std::string version;
  Instant now;
  bool is_standby = false;
  std::optional<Instant> replayed_through;  // when the last transaction that a standby replayed was committed
  bool has_replayed_all = false;            // that a standby received; its primary may have more
};

struct ColumnFacts {
  std::string name;
  std::optional<std::string> type;  // absent: the column is missing
};

// One relation of the contract.
struct RelationFacts {
  std::string name;
  bool is_there = false;
  std::vector<ColumnFacts> columns;  // those of the contract, in its order
  std::optional<std::string>
      refusal;  // the server's error for the statement that reads it; absent: the server accepts it
  // The server's error if a privilege is missing behind a view that this role may read.
  std::optional<std::string> denial = std::nullopt;
};

struct RelationPrivileges {
  std::string relation;
  bool may_read = false;   // all columns of the contract
  bool may_write = false;  // in any way
  bool is_owner = false;
};

struct PrivilegeFacts {
  std::string role;
  bool is_superuser = false;
  std::vector<std::string_view> powers;       // beyond the relations, such as "may create roles"
  std::optional<bool> may_use_schema;         // absent: the schema does not exist
  std::vector<RelationPrivileges> relations;  // those that exist
};

// The server planner's estimate, in its units.
struct ReadEstimate {
  double rows = 0;
  double cost = 0;
};

// The cost that the planner expects for reading the counters of one relation.
struct ReadCosts {
  std::string relation;
  ReadEstimate all;     // every day
  ReadEstimate day;     // one day of all sources
  ReadEstimate source;  // one day of few sources, as in one of many chunks
  double sources = 0;   // rows of the relation sources
};

}  // namespace sent::command::check::database
