// SPDX-License-Identifier: Apache-2.0

// What `check` reads from the database of the counters. Values.

#pragma once

#include <cstdint>
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

// A relation outside of the contract.
struct OtherRelation {
  std::string name;  // schema.name
  bool may_write = false;
};

// How many sessions there may be at a time, and how many there are besides this one.
struct ConnectionFacts {
  struct Share {
    std::string_view of;               // "the role", "the database", "the server"
    std::optional<std::int64_t> most;  // absent: no limit of its own
    std::int64_t in_use = 0;
  };
  std::vector<Share> shares;
};

struct PrivilegeFacts {
  std::string role;
  bool is_superuser = false;
  std::vector<std::string_view> powers;       // beyond the relations, such as "may create roles"
  std::optional<bool> may_use_schema;         // absent: the schema does not exist
  std::vector<RelationPrivileges> relations;  // those that exist
  std::vector<OtherRelation> others = {};     // that the role may read or change
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
