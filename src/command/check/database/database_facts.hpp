// SPDX-License-Identifier: Apache-2.0

// What `check` reads from the database of the counters. Values.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/day.hpp"
#include "model/failure.hpp"
#include "read/contract_faults.hpp"
#include "read/read_estimate.hpp"

namespace sent::command::check::database {

struct ServerFacts {
  std::string version;
  Instant now;
  bool is_standby = false;
  std::optional<Instant> replayed_through;  // when the last transaction that a standby replayed was committed
  bool has_replayed_all = false;            // that a standby received; its primary may have more
};

struct ContractFacts {
  read::FoundContract found;
  std::vector<read::ContractFault> faults;
  std::vector<Failure> unread;  // what came back from relations that are right, but of which no row could be read
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

// The cost that the planner expects for reading the counters of one relation.
struct ReadCosts {
  std::string relation;
  read::ReadEstimate all;     // every day
  read::ReadEstimate day;     // one day of all sources
  read::ReadEstimate source;  // one day of few sources, as in one of many chunks
  double sources = 0;         // rows of the relation sources
};

}  // namespace sent::command::check::database
